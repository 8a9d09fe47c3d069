/**
 * The circles of a graph: its strongly connected parts that hold an edge. Of two, the one that leads to the other comes later
 * (Tarjan's order).
 */
export function circlesOf(follow: readonly ReadonlyMap<number, number>[]): readonly ReadonlySet<number>[] {
  const found: ReadonlySet<number>[] = [];
  const order = new Map<number, number>();
  const low = new Map<number, number>();
  const open: number[] = [];
  const isOpen = new Set<number>();
  const visit = (at: number): void => {
    order.set(at, order.size);
    low.set(at, order.get(at) as number);
    open.push(at);
    isOpen.add(at);
    for (const next of follow[at]?.keys() ?? []) {
      if (!order.has(next)) visit(next);
      if (isOpen.has(next)) low.set(at, Math.min(low.get(at) as number, low.get(next) as number));
    }
    if (low.get(at) !== order.get(at)) return;
    const part = open.splice(open.indexOf(at));
    for (const each of part) isOpen.delete(each);
    if (part.length > 1 || follow[at]?.has(at)) found.push(new Set(part));
  };
  follow.forEach((_, at) => {
    if (!order.has(at)) visit(at);
  });
  return found;
}
