/* Alpine costs more than the rest together: it comes when a page has something for it to do. */
export function listenForAlpine(src) {
  if (!src) return;
  const load = () => {
    if (window.Alpine || !document.querySelector("[x-data]")) return;
    document.removeEventListener("htmx:load", load);
    const script = document.createElement("script");
    script.src = src;
    document.head.append(script);
  };
  document.addEventListener("htmx:load", load);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", load);
  else load();
}
