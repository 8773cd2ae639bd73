import { createServer } from 'node:http';

/** Listens on a free port and says so in one line, as the product does. */
export async function listen(onUpgrade) {
  const http = createServer((_request, response) => response.end());
  if (onUpgrade) http.on('upgrade', onUpgrade);
  await new Promise((resolve) => http.listen(0, '127.0.0.1', resolve));
  ready(http.address().port);
  return http;
}

export function ready(port) {
  console.log(`ready: http://127.0.0.1:${port}`);
}
