// Passkeys: has the browser make one or sign with one, puts what it says into the form, and sends the form.

type Json = { [key: string]: unknown };

const UNPADDED = /=+$/;

/** Read base64url, in which the node and browsers write bytes. */
export function toBytes(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** Write bytes as base64url. */
export function toText(bytes: ArrayBuffer): string {
  const plain = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replace(UNPADDED, "");
}

function keysOf(listed: unknown): PublicKeyCredentialDescriptor[] {
  return (listed as { id: string }[]).map((one) => ({ type: "public-key", id: toBytes(one.id) }));
}

async function make(options: Json): Promise<Json> {
  const user = options["user"] as Json;
  const publicKey = {
    ...options,
    challenge: toBytes(options["challenge"] as string),
    user: { ...user, id: toBytes(user["id"] as string) },
    excludeCredentials: keysOf(options["excludeCredentials"]),
  } as unknown as PublicKeyCredentialCreationOptions;
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const response = made.response as AuthenticatorAttestationResponse;
  return said(made, {
    clientDataJSON: toText(response.clientDataJSON),
    attestationObject: toText(response.attestationObject),
  });
}

async function use(options: Json): Promise<Json> {
  const publicKey = {
    ...options,
    challenge: toBytes(options["challenge"] as string),
    allowCredentials: keysOf(options["allowCredentials"]),
  } as unknown as PublicKeyCredentialRequestOptions;
  const used = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  const response = used.response as AuthenticatorAssertionResponse;
  return said(used, {
    clientDataJSON: toText(response.clientDataJSON),
    authenticatorData: toText(response.authenticatorData),
    signature: toText(response.signature),
    userHandle: response.userHandle ? toText(response.userHandle) : null,
  });
}

function said(key: PublicKeyCredential, response: Json): Json {
  return { id: key.id, rawId: toText(key.rawId), type: key.type, clientExtensionResults: {}, response };
}

/** Ask the node for a challenge; where a page holds one already, that one is taken. */
async function optionsFor(form: HTMLFormElement): Promise<Json | "busy"> {
  const held = form.dataset["options"];
  if (held) return JSON.parse(held) as Json;
  const answer = await fetch(form.dataset["challenge"] ?? "", { method: "POST" });
  return answer.ok ? ((await answer.json()) as Json) : "busy";
}

async function prove(form: HTMLFormElement, field: HTMLInputElement): Promise<void> {
  for (const words of form.querySelectorAll<HTMLElement>("[data-says]")) words.hidden = true;
  let fault = "failed";
  try {
    const options = await optionsFor(form);
    if (options === "busy") fault = "busy";
    else {
      field.value = JSON.stringify(await (form.dataset["passkey"] === "create" ? make(options) : use(options)));
      form.requestSubmit();
      return;
    }
  } catch {
    // Whoever turned it down, or has none, or let it wait: the page says what to do then.
  }
  form.querySelector<HTMLElement>(`[data-says="${fault}"]`)?.removeAttribute("hidden");
}

/** Offer passkeys where the browser has them, and the page is at the address for which they are made. */
export function listenToPasskeys(page: Document): void {
  if (!("credentials" in navigator)) return;
  for (const place of page.querySelectorAll<HTMLElement>("[data-origin]")) {
    place.hidden = place.dataset["origin"] !== location.origin;
  }
  for (const place of page.querySelectorAll<HTMLElement>("[data-elsewhere]")) {
    place.hidden = place.dataset["elsewhere"] === location.origin;
  }
  for (const form of page.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
    const field = form.querySelector<HTMLInputElement>("input[name=_response]");
    if (!field) continue;
    form.addEventListener("submit", (event) => {
      if (field.value) return;
      event.preventDefault();
      void prove(form, field);
    });
  }
}
