import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/**
 * sha256 (hex) over names and contents of files and folders, the same whatever order the disk lists them in.
 * `skip(path)` gets the path from `root` with forward slashes and leaves a file or a whole folder out.
 */
export function fingerprint(root, paths, skip = () => false) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((path) => filesUnder(root, join(root, path), skip)).sort()) {
    const bytes = readFileSync(join(root, file));
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

function filesUnder(root, path, skip) {
  const name = relative(root, path).split(sep).join('/');
  if (skip(name)) return [];
  let entries;
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOTDIR') return [name];
    throw error;
  }
  return entries.flatMap((entry) => {
    const child = join(path, entry.name);
    if (entry.isDirectory()) return filesUnder(root, child, skip);
    return entry.isFile() && !skip(`${name}/${entry.name}`) ? [`${name}/${entry.name}`] : [];
  });
}
