import { io, type Socket } from 'socket.io-client';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

/** A program outside, that knows of the product what docs/contract.md says. */
export class ContractClient {
  readonly token: string;
  readonly #url: string;
  readonly #cleanup: (() => unknown)[];

  /** `cleanup` gets what has to be ended after the test. */
  static async signIn(url: string, who: string, cleanup: (() => unknown)[]): Promise<ContractClient> {
    const response = await fetch(`${url}/api/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: `${who}@demo.example` }),
    });
    expect(response.status).toBe(201);
    const { token } = (await response.json()) as { token: string };
    return new ContractClient(url, token, cleanup);
  }

  constructor(url: string, token: string, cleanup: (() => unknown)[]) {
    this.#url = url;
    this.token = token;
    this.#cleanup = cleanup;
  }

  async text(path: string): Promise<{ readonly status: number; readonly text: string }> {
    const response = await fetch(`${this.#url}/api/v1/${path}`, {
      headers: { authorization: `Bearer ${this.token}` },
    });
    return { status: response.status, text: await response.text() };
  }

  async get<T>(path: string): Promise<T> {
    const { status, text } = await this.text(path);
    expect(status, path).toBe(200);
    return JSON.parse(text) as T;
  }

  async post<T>(path: string, body: unknown): Promise<T> {
    const form = body instanceof FormData;
    const response = await fetch(`${this.#url}/api/v1/${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(form ? {} : { 'content-type': 'application/json' }),
      },
      body: form ? body : JSON.stringify(body),
    });
    expect(response.ok, `${path}: ${String(response.status)}`).toBe(true);
    return (await response.json()) as T;
  }

  upload<T>(table: string, workbook: Uint8Array<ArrayBuffer>): Promise<T> {
    const form = new FormData();
    form.append('file', new Blob([workbook]), 'diwi-import.xlsx');
    return this.post<T>(`tables/${table}/imports`, form);
  }

  /** A plain provider. */
  provider(table: string, doc = new Y.Doc()): WebsocketProvider {
    const made = new WebsocketProvider(`${this.#url.replace('http', 'ws')}/sync`, `${table}/workspace`, doc, {
      params: { token: this.token },
      disableBc: true,
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    });
    this.#cleanup.push(() => {
      made.destroy();
    });
    return made;
  }

  live(): Socket {
    const socket = io(this.#url, { path: '/live', transports: ['websocket'], auth: { token: this.token } });
    this.#cleanup.push(() => socket.close());
    return socket;
  }
}
