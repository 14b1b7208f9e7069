// The one script of the desk. Every screen works without it.
import htmx from "htmx.org";

import { listenToForms } from "./forms.ts";
import { listenToKeys } from "./keys.ts";
import { listenToLanguage } from "./language.ts";
import { listenToPasskeys } from "./passkeys.ts";
import { checkShown } from "./proof.ts";

// Parts of pages come by the attributes hx-*; how, the meta element "htmx-config" of each page says.
htmx.process(document.body);
listenToKeys(document);
listenToForms(document);
listenToPasskeys(document);
listenToLanguage(document);
void checkShown(document);
