/*
 * When and, if its owner said so on this device, where a tap was made. Both are taken with the first try and kept for
 * the next ones: a check-in without a signal counts from when it was tapped, however late it gets through.
 *
 *   form[data-tap]            has hidden fields device_at, latitude, longitude, accuracy_m
 *   [data-position-choice]    where a device is told to send positions, or to stop (data-position-says, -toggle)
 */
import { person } from "../kept/store.js";

const PATIENCE = 5_000; // a tap does not wait longer for the sky
const key = () => `workhub.position.${person()}`; // a phone changes hands

export function keepTaps() {
  document.addEventListener("submit", tapped, { capture: true });
  document.addEventListener("click", toggled);
  document.addEventListener("htmx:load", show);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show);
  else show();
}

function tapped(event) {
  const form = event.target;
  if (!form.matches("form[data-tap]")) return;
  const { device_at: moment } = form.elements;
  if (!moment.value) moment.value = new Date().toISOString();
  if (!sends() || "located" in form.dataset) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  form.dataset.located = "";
  locate().then((place) => fill(form, place)).finally(() => form.requestSubmit(event.submitter ?? undefined));
}

function fill(form, place) {
  if (!place) return;
  form.elements.latitude.value = place.latitude;
  form.elements.longitude.value = place.longitude;
  form.elements.accuracy_m.value = place.accuracy;
}

/** Where the device is; null when it cannot tell in time, and then the tap goes without. */
const locate = () =>
  new Promise((tell) => {
    if (!navigator.geolocation) return tell(null);
    navigator.geolocation.getCurrentPosition(({ coords }) => tell(coords), () => tell(null), {
      enableHighAccuracy: true, timeout: PATIENCE, maximumAge: 60_000,
    });
  });

function sends() {
  try {
    return localStorage.getItem(key()) === "on";
  } catch {
    return false;
  }
}

async function toggled({ target }) {
  const button = target.closest?.("[data-position-toggle]");
  if (!button) return;
  if (sends()) {
    localStorage.removeItem(key());
    return show();
  }
  if (!(await locate())) return say("refused"); // the browser asks its owner here, and only here
  try {
    localStorage.setItem(key(), "on");
    show();
  } catch {
    say("refused");
  }
}

function show() {
  const choice = document.querySelector("[data-position-choice]");
  if (!choice) return;
  choice.hidden = false;
  const { allow, stop } = choice.querySelector("[data-position-toggle]").dataset;
  choice.querySelector("[data-position-toggle]").textContent = sends() ? stop : allow;
  say(sends() ? "on" : "off");
}

function say(what) {
  const place = document.querySelector("[data-position-says]");
  if (place) place.textContent = place.dataset[what];
}
