// The API's page follows the machine's theme; Swagger UI has a dark one, but no eye for the machine.
const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
follow();
dark.addEventListener("change", follow);
