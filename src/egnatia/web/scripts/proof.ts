// Checks, in the reader's own browser, that an entry stands in the log: the node's word is not needed.

/** What a check found: does the entry lead to the signed root, and is the signature right (null: cannot be checked here)? */
export interface Found {
  leads: boolean;
  signed: boolean | null;
  right: string[]; // witnesses who signed that log
  wrong: string[]; // in whose name somebody else signed
}

interface Proof {
  index: number;
  path: Uint8Array[];
  size: number;
  root: Uint8Array;
  text: string;
  signatures: { name: string; value: Uint8Array }[];
}

const HEADER = "c2sp.org/tlog-proof@v1";
const ED25519 = 1;
const COSIGNATURE = 4;
const HASH_SIZE = 32;
const HINT_SIZE = 4;
const TIME_SIZE = 8;

function bytes(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}

async function sha256(...parts: Uint8Array[]): Promise<Uint8Array> {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
}

/** Read a proof (c2sp.org/tlog-proof); throws where it is none. */
function read(proof: string): Proof {
  const [head, text, lines] = proof.split("\n\n");
  const [form, first, ...path] = (head ?? "").split("\n");
  const [, size, root] = (text ?? "").split("\n");
  const index = /^index (\d+)$/.exec(first ?? "")?.[1];
  if (form !== HEADER || index === undefined || size === undefined || root === undefined) throw new Error("no proof");
  return {
    index: Number(index),
    path: path.map(bytes),
    size: Number(size),
    root: bytes(root),
    text: `${text}\n`,
    signatures: (lines ?? "").split("\n").flatMap((line) => {
      const [dash, name, value] = line.split(" ");
      return dash === "—" && name !== undefined && value !== undefined ? [{ name, value: bytes(value) }] : [];
    }),
  };
}

/** Compute the root to which a leaf leads by its path (RFC 9162, 2.1.3.2); null where the path has not the right length. */
async function rootOf(leaf: Uint8Array, proof: Proof): Promise<Uint8Array | null> {
  const node = new Uint8Array([1]);
  let [place, last, hash] = [proof.index, proof.size - 1, leaf];
  if (place > last) return null;
  for (const step of proof.path) {
    if (last === 0 || step.length !== HASH_SIZE) return null;
    if (place % 2 === 1 || place === last) {
      hash = await sha256(node, step, hash);
      while (place % 2 === 0 && place !== 0) [place, last] = [place / 2, Math.floor(last / 2)];
    } else {
      hash = await sha256(node, hash, step);
    }
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash : null;
}

/** A signature under a checkpoint with the key that made it: by its name and the hint in front of it. */
interface Signed {
  name: string;
  key: Uint8Array<ArrayBuffer>;
  value: Uint8Array;
}

/** Find the signatures of one sort by keys that are known (c2sp.org/signed-note). */
function signedBy(proof: Proof, keys: string[], sort: number): Signed[] {
  return keys.flatMap((line) => {
    const [name = "", id, value = ""] = line.split(/\+(.*?)\+(.*)/s);
    const key = bytes(value);
    if (key[0] !== sort) return [];
    const made = proof.signatures.filter((one) => one.name === name && hint(one.value) === id);
    return made.map((one) => ({ name, key: key.slice(1), value: one.value.slice(HINT_SIZE) }));
  });
}

function hint(signature: Uint8Array): string {
  return [...signature.subarray(0, HINT_SIZE)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Check a signature; null where this browser has no Ed25519: the node and the file are checked all the same. */
async function verify(key: Uint8Array<ArrayBuffer>, signature: Uint8Array, text: string): Promise<boolean | null> {
  try {
    const known = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", known, signature.slice(), new TextEncoder().encode(text));
  } catch {
    return null;
  }
}

/** Check the signature of the log itself by the keys that are known; null where this browser cannot. */
async function isSigned(proof: Proof, keys: string[]): Promise<boolean | null> {
  const [own] = signedBy(proof, keys, ED25519).filter((one) => one.name === proof.text.split("\n")[0]);
  return own ? verify(own.key, own.value, proof.text) : false;
}

/** Check what witnesses signed, each at a time of its own (c2sp.org/tlog-cosignature): whose is right, and whose is not. */
async function witnessed(proof: Proof, keys: string[]): Promise<{ right: string[]; wrong: string[] }> {
  const found: { right: string[]; wrong: string[] } = { right: [], wrong: [] };
  for (const { name, key, value } of signedBy(proof, keys, COSIGNATURE)) {
    if (name === proof.text.split("\n")[0]) continue; // the log dates its own checkpoint so, and is no witness of itself
    const time = new DataView(value.buffer, value.byteOffset).getBigUint64(0);
    const good = await verify(key, value.subarray(TIME_SIZE), `cosignature/v1\ntime ${time}\n${proof.text}`);
    if (good !== null) found[good ? "right" : "wrong"].push(name);
  }
  return found;
}

/**
 * Check that an entry stands in a log.
 * @param entry the text that was hashed
 * @param proof of inclusion, with the signed checkpoint at its end
 * @param keys of logs, a line each (c2sp.org/signed-note)
 */
export async function check(entry: string, proof: string, keys: string): Promise<Found> {
  const given = read(proof);
  const leaf = await sha256(new Uint8Array([0]), new TextEncoder().encode(entry));
  const root = await rootOf(leaf, given);
  const known = keys.split("\n");
  const leads = root !== null && same(root, given.root);
  return { leads, signed: await isSigned(given, known), ...(await witnessed(given, known)) };
}

/** Fields of an entry that no page shows: its form, its own node, what hides its hash, and the digest of a decision. */
const UNSHOWN = ["v", "node", "nonce", "decision"];

/**
 * Tell whether a page shows an entry as it was hashed: each field, with its value, and no other.
 * @param entry the text that was hashed
 * @param shown fields and values as the page has them; a field without a value is one that the entry has not
 */
export function shows(entry: string, shown: [string, string][]): boolean {
  const { detail, ...rest } = JSON.parse(entry) as Record<string, unknown>;
  const details = Object.entries((detail ?? {}) as Record<string, string>).map(([name, value]) => [`detail.${name}`, value]);
  const hashed = new Map<string, string>([
    ...Object.entries(rest).map(([name, value]): [string, string] => [name, [value].flat().join(" ")]),
    ...(details as [string, string][]),
  ]);
  const places = new Map(shown);
  const whole = [...hashed].every(([name, value]) => UNSHOWN.includes(name) || (places.get(name) ?? "") === value);
  return whole && shown.every(([name, value]) => (hashed.get(name) ?? "") === value);
}

/** Check the proof that a page shows, and say in the page what was found. */
export async function checkShown(page: Document): Promise<void> {
  const place = page.querySelector<HTMLElement>("#proof-check");
  const result = page.querySelector<HTMLElement>("#proof-result");
  // Outside of a secure context there is no cryptography: what the node says, and the file, remain.
  if (!place || !result || !globalThis.crypto?.subtle) return;
  const text = (id: string): string => page.querySelector(`#${id}`)?.textContent ?? "";
  const says = place.dataset;
  const found = await check(text("proof-entry"), text("proof-text"), text("proof-keys")).catch(() => null);
  const leads = found !== null && found.leads && isAsShown(page, text("proof-entry"), text("proof-text"));
  const good = leads && found.signed !== false && found.wrong.length === 0;
  const words = [leads ? says["saysGood"] : says["saysBad"]];
  if (leads && found.signed !== null) words.push(found.signed ? says["saysSigned"] : says["saysForged"]);
  if (leads && found.signed === null) words.push(says["saysUnable"]);
  if (leads && found.right.length) words.push(`${says["saysWitnessed"]} ${named(found.right)}.`);
  if (leads && found.wrong.length) words.push(`${says["saysUnwitnessed"]} ${named(found.wrong)}.`);
  result.className = good ? "good" : "bad";
  result.textContent = `${good ? "✓" : "✗"} ${words.join(" ")}`;
  result.hidden = false;
}

/** Name witnesses as the page does. */
function named(witnesses: string[]): string {
  return witnesses.map((one) => one.replace(/^egnatia\//, "")).join(", ");
}

/** Tell whether what a page says of an entry is the entry that is proven, and its number the one of the proof. */
function isAsShown(page: Document, entry: string, proof: string): boolean {
  const places = [...page.querySelectorAll<HTMLElement>("[data-entry]")];
  const shown = places.map((one): [string, string] => [one.dataset["entry"] ?? "", one.dataset["value"] ?? ""]);
  const index = page.querySelector<HTMLElement>("[data-index]")?.dataset["index"];
  return index === String(read(proof).index) && shows(entry, shown);
}
