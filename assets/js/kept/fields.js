/* A form's fields as data and back. Never passwords, files or tokens. */
const NEVER = ["csrfmiddlewaretoken"];
// Of what nobody types only these: the id that makes a second sending harmless, and what was looked at.
const HIDDEN = ["command_id", "client_id", "version"];

export const hasPassword = (form) => form.querySelector("input[type=password]") !== null;

export const fieldsOf = (form) => [...form.elements].filter(isKept).map(told);

function isKept(element) {
  if (!element.name || NEVER.includes(element.name) || ["submit", "button", "image", "password", "file"].includes(element.type)) return false;
  return element.matches("input, textarea, select") && (element.type !== "hidden" || HIDDEN.includes(element.name));
}

function told(element) {
  const { name, type } = element;
  if (type === "checkbox" || type === "radio") return { name, type, value: element.value, on: element.checked };
  if (!element.matches("select")) return { name, type, value: element.value };
  // With their texts: a select that searches knows only the options that were chosen.
  return { name, type, options: [...element.selectedOptions].map(({ value, text }) => ({ value, text })) };
}

/** Put the fields back as they were. */
export function refill(form, fields) {
  for (const field of fields) {
    const element = [...form.elements].find((one) => isSame(one, field));
    if (element) put(element, field);
  }
}

const isSame = (element, { name, type, value }) =>
  element.name === name && (element.type === type || !["checkbox", "radio"].includes(type)) &&
  (!["checkbox", "radio"].includes(type) || element.value === value);

function put(element, field) {
  if (field.options) {
    choose(element, field.options);
    return;
  }
  const property = "on" in field ? "checked" : "value";
  const value = field.on ?? field.value;
  if (element[property] === value) return;
  element[property] = value;
  tell(element, "input");
  tell(element, "change");
}

function choose(select, options) {
  if (!select.matches("select")) return;
  const wanted = options.map(({ value }) => value);
  if (String([...select.selectedOptions].map(({ value }) => value)) === String(wanted)) return;
  for (const { value, text } of options) {
    if (![...select.options].some((option) => option.value === value)) select.add(new Option(text, value));
  }
  for (const option of select.options) option.selected = wanted.includes(option.value);
  tell(select, "change");
}

const tell = (element, what) => element.dispatchEvent(new Event(what, { bubbles: true }));
