/** Puts `id` into a list sorted by `timeOf`, newest last; one already there stays where it is. Returns the same list if nothing changed. */
export function insertByTime(ids: readonly string[], id: string, timeOf: (id: string) => number): readonly string[] {
  if (ids.includes(id)) return ids;
  const time = timeOf(id);
  let at = ids.length;
  while (at > 0 && timeOf(ids[at - 1] as string) > time) at--;
  return [...ids.slice(0, at), id, ...ids.slice(at)];
}

/** Joins two lists that are sorted by `timeOf`, each id once. */
export function mergeByTime(a: readonly string[], b: readonly string[], timeOf: (id: string) => number): string[] {
  return [...new Set([...a, ...b])].sort((x, y) => timeOf(x) - timeOf(y));
}

/** A list with `id` at another place. */
export function moved(ids: readonly string[], id: string, at: number): string[] {
  const others = ids.filter((each) => each !== id);
  const place = Math.min(Math.max(at, 0), others.length);
  return [...others.slice(0, place), id, ...others.slice(place)];
}
