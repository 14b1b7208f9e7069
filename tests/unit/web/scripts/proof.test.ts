// Proofs of the protocol's vectors, as the reader's browser checks them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { check } from "../../../../src/egnatia/web/scripts/proof.ts";

interface Vectors {
  log_keys: string[];
  witness_key: string;
  proofs: { file: string; cosigned_by: string[] | null }[];
}

const VECTORS = JSON.parse(readFileSync("tests/vectors/exchange/witness.json", "utf-8")) as Vectors;
const KEYS = [...VECTORS.log_keys, VECTORS.witness_key].join("\n");

function entry(): { subject: string; proof: string } {
  const files = VECTORS.proofs.filter((one) => one.cosigned_by?.length).map((one) => JSON.parse(one.file));
  return files.find((one) => one.kind === "entry");
}

test("an entry leads to the root that its log and a witness signed", async () => {
  const { subject, proof } = entry();
  const found = await check(subject, proof, KEYS);
  assert.deepEqual(found, { leads: true, signed: true, right: ["egnatia/AL"], wrong: [] });
});

test("a signature that a witness did not make is found", async () => {
  const { subject, proof } = entry();
  const forged = proof.replace(/^(— egnatia\/AL .{40})(.)/m, (_, before, one) => before + (one === "A" ? "B" : "A"));
  assert.notEqual(forged, proof);
  assert.deepEqual((await check(subject, forged, KEYS)).wrong, ["egnatia/AL"]);
});

test("who is not known is no witness", async () => {
  const { subject, proof } = entry();
  assert.deepEqual((await check(subject, proof, VECTORS.log_keys.join("\n"))).right, []);
});
