/** Whether a raw filter balances its quotes and parentheses; it is put in parentheses, and must not break out of them. */
export function isBalanced(filter: string): boolean {
  const bare = filter.replace(/'[^']*'/g, '');
  let depth = 0;
  for (const mark of bare.match(/[()']/g) ?? []) {
    depth += mark === '(' ? 1 : -1;
    if (mark === "'" || depth < 0) return false;
  }
  return depth === 0;
}
