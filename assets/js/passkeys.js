// What went wrong with a passkey, said on the page; allauth's own script only writes it to the console.
const trouble = document.getElementById("passkey-trouble");

function say(text) {
  document.querySelector(".auth-card")?.append(trouble);
  trouble.querySelector("div").textContent = text;
  trouble.hidden = false;
  trouble.scrollIntoView({ block: "nearest" });
}

if (trouble) {
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    const name = event.detail?.exception?.name;
    say(name === "NotAllowedError" || name === "AbortError" ? trouble.dataset.cancelled : trouble.dataset.impossible);
  });
  if (!window.PublicKeyCredential) {
    for (const button of document.querySelectorAll("#passkey_login, [data-passkey]")) button.hidden = true;
  }
}
