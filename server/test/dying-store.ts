import type { Store } from '../src/store/store.ts';

/** A store under which the process dies (SIGKILL): at the given point of the writes that follow `arm`. */
export function dyingStore(
  store: Store,
  dieAt: number,
): Store & { arm(): void; readonly passed: () => number } {
  let armed = false;
  let passed = 0;
  const point = (): void => {
    if (!armed) return;
    passed += 1;
    if (passed === dieAt) process.kill(process.pid, 'SIGKILL');
  };
  const around = async <T>(write: () => Promise<T>): Promise<T> => {
    point();
    const result = await write();
    point();
    return result;
  };
  return {
    ...store,
    updates: { ...store.updates, append: (group) => around(() => store.updates.append(group)) },
    register: { ...store.register, append: (entry) => around(() => store.register.append(entry)) },
    arm: () => {
      armed = true;
    },
    passed: () => passed,
  };
}
