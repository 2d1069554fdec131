/* What the other modules want to know about htmx's requests. */

let form = null;

/** The form whose answer is being swapped in just now. */
export const currentRequestForm = () => form;

export const formOf = (element) => element?.closest?.("form") ?? null;

/** A session that ended answers with the sign-in page: that is no success, and nothing to swap into a chat. */
export const leadsToSignIn = (xhr) => Boolean(xhr?.responseURL) && new URL(xhr.responseURL).pathname.startsWith("/accounts/login");

export const succeeded = (xhr) => xhr?.status >= 200 && xhr.status < 300 && !leadsToSignIn(xhr);

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  form = formOf(detail.requestConfig?.elt);
});
document.addEventListener("htmx:afterRequest", () => {
  form = null;
});
