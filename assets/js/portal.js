/*
 * portal.js: htmx (with morphing swaps) and the manners of the portal's forms. The contract for templates:
 *
 *   form[data-client-id]     gets a hidden client_id: the same for a double tap and for a retry, a new one after a
 *                            2xx answer or when what is sent has been changed since the last try
 *   textarea[data-draft=key] keeps what was typed (localStorage) until a 2xx answer
 *   [data-form-error]        in the form, else on the page: says in a sentence what went wrong and what to do
 *   [data-talk]              a talk with the agent: live, and with an outbox for what is written without a signal (talk/)
 *   [data-chat-log]          stays at the bottom when it is at the bottom; [data-chat-new] is shown when it is not
 *   #workhub-kept            who reads the page, and where it is said that what was sent came back (kept/store.js)
 *   [data-busy-text]         on a button: what it says while its request is under way
 *   form[data-tap]           is sent with the moment of its first try, and the position where its owner allows it
 *   form[data-empties], form[data-sends-itself], [data-signature]   the evidence of a visit (portal/evidence.js)
 *   form[data-sign-out]      forgets the drafts of this device
 *   [x-data]                 makes Alpine load
 *
 * hx-swap="morph:outerHTML" / "morph:innerHTML" (hx-ext="morph" is on <body>) never touches what somebody is typing.
 */
import "./portal/htmx.js";
import { listenForAlpine } from "./portal/alpine-loader.js";
import { keepChatsAtTheBottom } from "./portal/chat.js";
import { keepClientIds } from "./portal/client-ids.js";
import { keepDrafts } from "./portal/drafts.js";
import { keepEvidence } from "./portal/evidence.js";
import { explainErrors } from "./portal/errors.js";
import { holdButtons } from "./portal/busy.js";
import { guardFreshButtons } from "./portal/fresh.js";
import { keepTalks } from "./portal/talk.js";
import { keepTaps } from "./portal/taps.js";
import { bringBackWhatWasKept } from "./kept/bring-back.js";

// Order matters: the busy guard stops a second submit before the others see it.
holdButtons();
keepTaps(); // before the ids: what is sent must be complete when they look at it
keepClientIds();
keepDrafts();
explainErrors();
keepTalks(); // after the ids and the errors: what waits in the outbox has an id, and is no error
keepEvidence();
guardFreshButtons();
bringBackWhatWasKept(); // after the drafts and the ids: what was sent goes before what was typed
keepChatsAtTheBottom();
listenForAlpine(document.currentScript?.dataset.alpine);
