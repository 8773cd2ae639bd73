export interface Results {
  [key: string]: unknown;
}
export function writeReport(results: Results, _write: boolean): void {
  console.log(JSON.stringify(results, null, 1));
}
