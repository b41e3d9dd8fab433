/** Names of accounts in a file whose accounts are told apart by ids: two may have the same name. */

/** Returns a function that gives each name once as it is, and then with a number. */
export function uniqueNames(): (name: string) => string {
  const taken = new Set<string>();
  const countByName = new Map<string, number>();
  return (wanted) => {
    let name = wanted;
    while (taken.has(name.toLowerCase())) {
      const count = (countByName.get(wanted) ?? 1) + 1;
      countByName.set(wanted, count);
      name = `${wanted}-${count}`;
    }
    taken.add(name.toLowerCase());
    return name;
  };
}
