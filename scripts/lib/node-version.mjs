// Looked at before anything else is loaded: no syntax and no module here that an old Node would choke on.

export const OLDEST_NODE = 20;

/** Ends the process with one line when this Node is too old to install and start the project. */
export function requireNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= OLDEST_NODE) return;
  console.error(
    'Bouwberaad needs Node ' +
      OLDEST_NODE +
      ' or newer; this is Node ' +
      process.versions.node +
      ' (' +
      process.execPath +
      ').',
  );
  process.exit(1);
}
