// A second verifier of the record, for Node 20 and nothing besides. It was written from docs/record.md and docs/acts.md
// by somebody who had not read the code, and shares no line with it.
//
// It judges steps 1 to 8 and 10 of docs/record.md whole, but for zips and for ML-DSA-44, which Node 20 lacks. Of step 9 it
// judges the founding's keys, order, time, references, passkeys, that each signatory has a line, and the gate's key; whether
// these were the right persons, and the law of each kind (docs/law.md), it does not. Of step 11 it compares the archive.
//
// It reads a JSON object a line: {"folder" or "files" (name to base64), "fingerprint"?, "policy"?, "heads"?, "now"?}, and
// says one a line: {"verdict": "intact"}, or "broken" with "act", "code" and "why", or "not-witnessed-enough".

import { createInterface } from 'node:readline'
import { decode } from './acts.mjs'
import { Broken, hex, must, sha256 } from './bytes.mjs'
import { given, sources, walk } from './files.mjs'
import { judgeEarlier, judgeKept, judgeLog, judgeWitnesses, policyOf } from './heads.mjs'
import { checkLine, keyId } from './keys.mjs'
import { everLog, fallen, founded, judge, keyNow, keysOf, rulesOn, targets } from './order.mjs'
import { leafHash, readHead, readTree, rootOf } from './tree.mjs'

function judgeRecord({ folder, files: held, fingerprint, policy, heads = [], now = Date.now() / 1000 }) {
  const files = sources(held ? given(held) : walk(folder)) // 1
  const head = readHead(files.get('checkpoint')) // 2, the syntax
  must(head.size > 0, 'empty')
  const notes = readTree(files, head), leaves = notes.map(leafHash) // 6
  must(!fingerprint || hex(leaves[0]) === fingerprint, 'another-founding') // 3
  const acts = notes.map((bytes, n) => at(n, () => decode(bytes, n))) // 7
  const { label } = acts[0].body, origin = `${label}/${hex(leaves[0]).slice(0, 16)}`
  const enrolled = acts.flatMap(act => keysOf(act, label))
  for (const act of acts) at(act.number, () => checkLines(act, enrolled)) // 8
  for (const act of acts) at(act.number, () => judgeAct(act, acts.slice(0, act.number), leaves, label, now)) // 9
  const logNow = keyNow('log', acts, label), logs = everLog(acts, label)
  const roots = size => rootOf(leaves.slice(0, size)), suggested = policyOf(origin, logNow, rulesOn(undefined, acts))
  judgeLog(head, origin, logNow, logs) // 2
  for (const text of heads) judgeEarlier(readHead(Buffer.from(text)), head, roots) // 4
  if (files.has('witness/heads')) judgeKept(files.get('witness/heads'), head, roots, acts, logs)
  must(!files.has('witness/policy') || files.get('witness/policy').toString() === suggested, 'policy-differs') // 5
  judgeWitnesses(head, policy ?? suggested, policy !== undefined)
  judgeParts(files, acts) // 10
  judgeElections(files, acts) // 11
  return { verdict: 'intact', acts: acts.length }
}

// What is refused inside is refused of this act.
function at(number, judged) {
  try {
    return judged()
  } catch (e) {
    if (e instanceof Broken) e.act ??= number
    throw e
  }
}

function checkLines(act, enrolled) {
  for (const line of act.note.lines) {
    const keys = enrolled.filter(k => k.name === line.name && keyId(k.name, k.material) === line.id)
    must(keys.length, 'unknown-signer', line.name)
    line.material = keys[0].material
    checkLine(line.material, act.note, line.signature)
  }
}

function judgeAct(act, before, leaves, label, now) {
  if (act.number === 0) founded(act)
  else judge(act, before, leaves, label)
  must(act.entered <= now + 600, 'entered-in-the-future')
  const gate = keyNow('gate', [...before, act], label)
  must(act.entry.name === `${label}/gate` && act.entry.material.equals(gate), 'wrong-gate')
}

function judgeParts(files, acts) {
  for (const [name, bytes] of files) if (name.startsWith('part/')) must(hex(sha256(bytes)) === name.slice(8), 'part-differs', name)
  const gone = new Set(), fell = fallen(acts)
  const amends = (act, kind, n) => act.known && act.kind === kind && targets(act, 'amends').includes(`act/${n}`)
  for (const act of acts) {
    for (const by of acts.filter(a => amends(a, 'withheld', act.number) && !fell.has(`act/${a.number}`))) {
      const corrections = acts.filter(a => amends(a, 'corrected', act.number) && a.number < by.number)
      for (const of of [act, ...corrections]) by.body.names.forEach(name => gone.add(`${of.number} ${name}`))
    }
  }
  for (const act of acts) {
    for (const [name, digest] of Object.entries(act.parts)) {
      const there = files.has(`part/${digest.slice(0, 2)}/${digest}`) || gone.has(`${act.number} ${name}`)
      at(act.number, () => must(there, 'part-missing', name))
    }
  }
}

function judgeElections(files, acts) {
  const fell = fallen(acts), known = acts.filter(a => a.known && !fell.has(`act/${a.number}`))
  const opened = new Map(acts.filter(a => a.known && a.kind === 'opened' && a.body.election).map(a => [a.id, a]))
  for (const name of files.keys()) must(!name.startsWith('election/') || opened.has(name.slice(9, 17)), 'election-stray', name)
  for (const act of known) {
    const id = act.body.election?.opened ?? (act.kind === 'elected' ? act.body.election : undefined)
    if (!opened.has(id) || fell.has(`act/${opened.get(id).number}`)) continue
    const archive = act.body.archive ?? act.body.election.archive, bytes = files.get(`election/${id}.bel`)
    at(act.number, () => must(bytes, 'absent', `election/${id}.bel`))
    at(act.number, () => must(!archive || hex(sha256(bytes)) === archive, 'election-differs', id))
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line)
  let said
  try {
    said = judgeRecord(asked)
  } catch (e) {
    if (!(e instanceof Broken)) throw e
    said = { verdict: e.code === 'not-witnessed-enough' ? e.code : 'broken', act: e.act, code: e.code, why: e.message }
  }
  process.stdout.write(`${JSON.stringify({ id: asked.id, ...said })}\n`)
}
