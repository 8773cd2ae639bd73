import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { RequestHandler } from 'express';

const BUILT = fileURLToPath(new URL('../../../web/build/handler.js', import.meta.url));

/** The web as it was built. In development vite serves the pages, and this port only says so. */
export async function loadPages(webDev: boolean): Promise<RequestHandler> {
  if (webDev) return notice('De pagina’s staan bij vite: http://127.0.0.1:5173');
  if (!existsSync(BUILT)) return notice('De web-app is nog niet gebouwd: npm run build');
  const { handler } = (await import(pathToFileURL(BUILT).href)) as { handler: RequestHandler };
  return handler;
}

function notice(text: string): RequestHandler {
  return (_request, response) => {
    response.status(503).type('text/plain').send(text);
  };
}
