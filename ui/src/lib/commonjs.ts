/** What a CommonJS module exports as its default: some loaders hand it over as it is, others as a member of the whole module. */
export const defaultOf = <T>(found: T): T => (found as { default?: T }).default ?? found;
