/* htmx with its strict settings, and Idiomorph as the swap style "morph". */
import htmx from "htmx.org";
import { Idiomorph } from "idiomorph";
import { put } from "../talk/log.js";
import { currentRequestForm } from "./requests.js";

window.htmx = htmx;

const isDirty = (field) =>
  field.type === "checkbox" || field.type === "radio"
    ? field.checked !== field.defaultChecked
    : field.value !== field.defaultValue;

/** What was typed stays, unless the swap is the answer to that very form. */
const keepsTyping = (field) =>
  field.matches?.("input, textarea") && isDirty(field) && field.form !== currentRequestForm();

/** What the reader opened stays open, unless the swap is the answer to the form in it or around it. */
const keepsOpen = (node) => {
  const form = currentRequestForm();
  return node.matches?.("details") && !node.contains(form) && !form?.contains(node);
};

const MORPH_STYLES = { morph: "outerHTML", "morph:outerHTML": "outerHTML", "morph:innerHTML": "innerHTML" };

/** Bring a node of the page up to date without touching what somebody is typing or has opened. */
export const morph = (target, fresh, morphStyle = "outerHTML") =>
  Idiomorph.morph(target, fresh, {
    morphStyle,
    // What somebody is typing stays; a button that has the focus gets its new word like any other.
    ignoreActiveValue: document.activeElement?.matches("input, textarea, select") ?? false,
    callbacks: {
      // What is drawn is in no attribute; and news that come right after a tap do not take away what it came to.
      beforeNodeMorphed: (node, fresh) =>
        !node.matches?.("[data-signature]") && !(node.matches?.("[data-said]") && !fresh.textContent.trim()),
      beforeNodeRemoved: (node) => !node.matches?.("input[data-client-id-field]"),
      beforeAttributeUpdated: (name, node) =>
        !(["value", "checked"].includes(name) && keepsTyping(node)) && !(name === "open" && keepsOpen(node)),
    },
  });

// Our own in place of idiomorph-ext, which evaluates strings.
htmx.defineExtension("morph", {
  isInlineSwap: (style) => MORPH_STYLES[style] === "outerHTML",
  handleSwap(style, target, fragment) {
    if (style === "talk") return put(target, fragment, morph);
    const morphStyle = MORPH_STYLES[style];
    return morphStyle ? morph(target, fragment.children, morphStyle) : false;
  },
});
