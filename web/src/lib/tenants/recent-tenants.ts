/** So many books are remembered, latest first. */
const most = 12;

/** The books a browser's person was last in, latest first, from the cookie `smart_tenant`. */
export function recentTenants(cookie: string | undefined): readonly string[] {
  return (cookie ?? '').split('.').filter((id) => /^[a-z][a-z0-9]{11}$/.test(id));
}

/** The cookie's value when somebody enters these books. */
export function withRecentTenant(cookie: string | undefined, tenant: string): string {
  const others = recentTenants(cookie).filter((id) => id !== tenant);
  return [tenant, ...others].slice(0, most).join('.');
}

/** The ones somebody was in lately come first, the others stay in their order. */
export function recentFirst<T extends { readonly tenant: string }>(
  rows: readonly T[],
  recent: readonly string[],
): T[] {
  const rank = ({ tenant }: T): number => {
    const at = recent.indexOf(tenant);
    return at < 0 ? recent.length : at;
  };
  return rows.toSorted((a, b) => rank(a) - rank(b));
}
