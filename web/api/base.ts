/** The path under which the app is served, such as `/tallyman`, which the server writes into the page. Empty at the root of the host. */
const served = globalThis.document?.documentElement.dataset.base ?? ''

/** The path before all addresses of this server. Empty, too, if the page was opened past the proxy that adds the path. */
export const base = `${globalThis.location?.pathname ?? ''}/`.startsWith(`${served}/`) ? served : ''
