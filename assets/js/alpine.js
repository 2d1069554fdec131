/*
 * Alpine (CSP build). portal.js loads this file the first time a page shows an [x-data], so that pages without one
 * do not pay for it. Components are registered in components.js; in templates only names, properties and simple
 * expressions are allowed: the CSP build has an interpreter of its own and no eval.
 * (A :style binding with a string would set the style attribute, which the policy forbids: bind classes or an object.)
 */
import Alpine from "@alpinejs/csp";
import { components } from "./components.js";

for (const [name, component] of Object.entries(components)) Alpine.data(name, component);
window.Alpine = Alpine;
Alpine.start();
