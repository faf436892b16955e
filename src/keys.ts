/** The keys of a table in the order in which it lists them. */
export const keysOf = <T extends object>(table: T) => Object.keys(table) as (keyof T)[];
