/** The addresses inside a tenant that more than one feature leads to; others stand with their place. */
export function pathsOf(tenant: string) {
  const base = `/t/${tenant}`;
  return {
    dashboard: base,
    inbox: `${base}/inbox`,
    failed: `${base}/inbox?show=failed`,
    document: (id: string) => `${base}/documents/${id}`,
    purchases: `${base}/purchases`,
    purchasesIn: (query: Readonly<Record<string, string>>) =>
      `${base}/purchases?${new URLSearchParams(query).toString()}`,
    invoice: (id: string) => `${base}/purchases/${id}`,
    contacts: `${base}/contacts`,
    contact: (id: string) => `${base}/contacts/${id}`,
    newContact: `${base}/contacts/new`,
    ledger: `${base}/ledger`,
    account: (id: string, period?: { readonly from: string; readonly to: string }) =>
      `${base}/ledger/${id}${period ? `?${new URLSearchParams(period).toString()}` : ''}`,
    entries: `${base}/entries`,
    entry: (id: string) => `${base}/entries/${id}`,
    newEntry: `${base}/entries/new`,
    trialBalance: `${base}/trial-balance`,
    settings: `${base}/settings`,
    profile: `${base}/profile`,
  };
}

export type Paths = ReturnType<typeof pathsOf>;

/** Addresses of files; the browser fetches them itself, its cookie goes with it. */
export const fileAddress = {
  content: (tenant: string, document: string) =>
    `/api/v1/tenants/${tenant}/documents/${document}/content`,
  pageImage: (tenant: string, document: string, page: number, width: 1240 | 2480) =>
    `/api/v1/tenants/${tenant}/documents/${document}/pages/${page}/image?width=${width}`,
  export: (tenant: string, list: string, query: string) =>
    `/api/v1/tenants/${tenant}/${list}/export?${query}`,
};

/** The address of a company's logo; another version may be another picture. */
export function companyLogo(tenant: string, version: number): string {
  return `/api/v1/tenants/${tenant}/company/logo?version=${version}`;
}

/** The address to go to after signing in: only a path of our own, never another site. */
export function localPath(wanted: string | null): string | null {
  return wanted !== null && /^\/(?![/\\])/.test(wanted) ? wanted : null;
}
