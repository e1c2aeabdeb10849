// Larger things kept in this browser: what was loaded, for reading without a network, and what was written meanwhile. Where the
// browser keeps nothing (a private window), nothing is kept and nothing breaks.

import { keep } from "./keep";

const STORE = "kept";
let opening: Promise<IDBDatabase> | undefined;

function database(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("hearth", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("no database"));
  });
  return opening;
}

// The page begins with what is kept: that is opened while the rest of its code is being read.
database().catch(() => {});

async function ask<T>(mode: IDBTransactionMode, question: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
  try {
    const store = (await database()).transaction(STORE, mode).objectStore(STORE);
    const request = question(store);
    return await new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error("refused"));
    });
  } catch {
    return undefined;
  }
}

/** Reads a value, or undefined. */
export const fromVault = <T>(key: string): Promise<T | undefined> => ask("readonly", (store) => store.get(key) as IDBRequest<T>);
/** Puts a value down. */
export const intoVault = (key: string, value: unknown): Promise<unknown> => ask("readwrite", (store) => store.put(value, key));
/** Takes a value away. */
export const outOfVault = (key: string): Promise<unknown> => ask("readwrite", (store) => store.delete(key));
/** The keys that begin like this. */
export const keysInVault = async (prefix: string): Promise<string[]> =>
  ((await ask("readonly", (store) => store.getAllKeys(IDBKeyRange.bound(prefix, `${prefix}\uffff`)))) ?? []) as string[];
/** Forgets everything, and what was on screen: nothing of one account is left for the next. */
export function emptyVault(): Promise<unknown> {
  keep("sight", "");
  return ask("readwrite", (store) => store.clear());
}
