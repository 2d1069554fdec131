/*
 * The public form: a photo that is too large is told of before it is sent. What comes after its limit would not be read,
 * and what was typed beside it would be gone.
 *
 *   input[data-most]        how many bytes a file may have
 *   input[data-too-large]   the sentence when it has more
 */
const input = document.querySelector("input[type=file][data-most]");
const place = Object.assign(document.createElement("div"), { className: "field-error", id: "photo-too-large", hidden: true });
place.setAttribute("role", "alert");

const isTooLarge = () => [...input.files].some(({ size }) => size > Number(input.dataset.most));

function look() {
  place.hidden = !isTooLarge();
  place.textContent = place.hidden ? "" : input.dataset.tooLarge;
  if (place.hidden) input.removeAttribute("aria-invalid");
  else input.setAttribute("aria-invalid", "true");
}

if (input) {
  input.after(place);
  input.addEventListener("change", look);
  input.form.addEventListener("submit", (event) => {
    look();
    if (place.hidden) return;
    event.preventDefault();
    input.focus();
    place.scrollIntoView({ block: "center" });
  });
}
