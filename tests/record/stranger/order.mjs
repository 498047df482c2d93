// Of step 9, what can be said without knowing who held which office: order, time, references, and whose lines there are.

import { civil } from './acts.mjs'
import { hex, must, sha256 } from './bytes.mjs'
import { readKey } from './keys.mjs'
import { rootOf } from './tree.mjs'

const bytesOf = key => Buffer.from(key, 'base64')
const numberIn = target => Number(target.split('/')[1])
export const targets = (act, ...relations) => act.refs.flatMap(r => Object.entries(r)).filter(([r]) => relations.includes(r)).map(([, t]) => t)
const lineName = (label, owner) => `${label}/${owner.replace('post/', '').replace('/', '-')}`

// The keys an act gives, with the names of their lines; `signs` where they are for signing acts.
export function keysOf(act, label) {
  const b = act.body, found = []
  const give = (owner, key, signs) => key && found.push({ owner, name: lineName(label, owner), material: bytesOf(key), signs })
  if (!act.known) return found
  if (act.kind === 'constituted') [...b.holders, ...b.keepers].forEach(h => give(h.post ?? h.id, h.key, true))
  if (act.kind === 'took-office') give(b.post, b.key, true)
  if (act.kind === 'key-enrolled' && ['acts', 'keeper'].includes(b.use)) give(b.post ?? b.keeper, b.key, true)
  if (act.kind === 'recovered') [...b.signers ?? [], ...b.keepers ?? []].forEach(s => give(s.post ?? s.keeper, s.key, true))
  if (act.kind === 'key-enrolled' && ['gate', 'log'].includes(b.use)) give(b.use, b.key, false)
  if (['constituted', 'operator-changed', 'announced', 'recovered'].includes(act.kind)) ['gate', 'log'].forEach(use => give(use, b[use], false))
  return found
}

// Which acts have fallen: an annulment stands unless a standing one names it.
export function fallen(acts) {
  const found = new Set()
  for (const act of acts.filter(a => a.known && a.kind === 'annulled').reverse()) {
    if (!found.has(`act/${act.number}`)) targets(act, 'amends').forEach(t => found.add(t))
  }
  return found
}

// The key of gate or log in force after these acts.
export function keyNow(use, acts, label) {
  const gone = fallen(acts)
  return acts.filter(a => !gone.has(`act/${a.number}`)).flatMap(a => keysOf(a, label)).filter(k => k.owner === use).at(-1).material
}

export const everLog = (acts, label) => acts.flatMap(a => keysOf(a, label)).filter(k => k.owner === 'log').map(k => k.material)

// The rules in force on a day, or the last adopted.
export function rulesOn(day, acts) {
  const gone = fallen(acts)
  const held = acts.filter(a => a.known && a.body.rules && !gone.has(`act/${a.number}`) && (!day || (a.body.in_force ?? a.date) <= day))
  return (held.at(-1) ?? acts[0]).body.rules
}

function entryDay(act, before) {
  const b = act.known ? act.body : {}, session = typeof b.session === 'string' ? b.session : b.session?.session ?? b.election?.session
  const gone = fallen(before)
  const call = before.filter(a => a.known && a.kind === 'convened' && a.body.session === session && !gone.has(`act/${a.number}`)).at(-1)
  return civil(act.entered, call ? call.body.offset : rulesOn(act.date, before).offset)
}

export function founded(act) {
  const b = act.body, given = keysOf(act, b.label), lines = act.note.lines.slice(0, -1)
  must(act.seen.size === 0 && act.seen.root === sha256('').toString('base64') && act.refs.length === 0, 'founding')
  must(act.issuers.length && act.issuers.every(i => b.organisations.some(o => o.id === i)), 'founding')
  const day = civil(act.entered, b.rules.offset)
  must(act.date <= day, 'from-the-future')
  must(day <= act.enter_by, 'entered-too-late')
  for (const k of given) must((k.signs ? [1, 255] : [k.owner === 'gate' ? 4 : 1]).includes(k.material[0]), 'key-type', k.name)
  must(new Set(given.map(k => hex(k.material.subarray(1)))).size === given.length, 'key-again')
  for (const k of given.filter(k => k.signs)) must(lines.some(l => l.name === k.name && l.material.equals(k.material)), 'no-possession', k.name)
  for (const l of lines) must(given.some(k => k.signs && l.name === k.name && l.material.equals(k.material)), 'stray-signature', l.name)
  passkeys(act, b.rules)
}

export function judge(act, before, leaves, label) {
  const last = before.at(-1), named = [act.basis, ...act.refs.flatMap(r => Object.values(r))]
  must(act.seen.size <= act.number, 'seen-ahead')
  must(rootOf(leaves.slice(0, act.seen.size)).toString('base64') === act.seen.root, 'other-branch')
  must(act.record === hex(leaves[0]), 'other-record')
  must(before.every(a => a.id !== act.id), 'id-again')
  for (const target of named) must(numberIn(target) < act.seen.size, 'seen-too-early', target)
  for (const target of named) must(exists(target, before), 'no-such-act', target)
  const day = entryDay(act, before)
  must(act.date <= day, 'from-the-future')
  must(day <= act.enter_by, 'entered-too-late')
  must(act.date <= act.enter_by, 'enter-by')
  must(act.entered >= last.entered, 'entered-backwards')
  const restsOn = [act.basis, ...targets(act, 'amends', 'replaces', 'answers')]
  for (const target of restsOn) must(act.date >= before[numberIn(target)].date, 'before-its-basis', target)
  const enrolled = before.flatMap(a => keysOf(a, label))
  if (act.known) [act.date, day].forEach(on => passkeys(act, rulesOn(on, before)))
  if (act.known) signatories(act, label, enrolled, rulesOn(act.date, before))
  else for (const l of act.note.lines.slice(0, -1)) must(enrolled.some(k => k.name === l.name && k.material.equals(l.material)), 'unknown-signer')
}

// Is there such a provision, operation or call?
function exists(target, acts) {
  const [, n, what, label, , k] = target.split('/'), { kind, body } = acts[Number(n)]
  if (what === 'call') return kind === 'issued' && Number(label) <= (body.calls?.length ?? 0)
  if (what !== 'provision') return true
  const provision = ['adopted', 'deposited'].includes(kind) && body.provisions?.find(p => p.label === label)
  return Boolean(provision) && (k === undefined || Number(k) <= (provision.operations?.length ?? 0))
}

// Passkeys sign where the rules say, and are not copied where these forbid it.
function passkeys(act, rules) {
  for (const { name, material, signature } of act.note.lines.filter(l => l.material[0] === 0xff)) {
    must(!rules.signing_origin || readKey(material).origin === rules.signing_origin, 'passkey-rules', name)
    must(rules.synced_passkeys !== 'no' || !(signature[32] & 0x10), 'passkey-rules', name)
  }
}

// Each signatory has a line, each line a signatory, by a key enrolled for that post or keeper; who acts for another is
// left aside. Whether these were the right persons is for law.md.
function signatories(act, label, enrolled, rules) {
  const lines = act.note.lines.slice(0, -1)
  for (const k of keysOf(act, label).filter(k => k.signs)) {
    const at = lines.findIndex(l => l.name === k.name && l.material.equals(k.material))
    must(at >= 0, 'no-possession', k.name)
    lines.splice(at, 1)
  }
  must(new Set(act.signatories).size === act.signatories.length, 'signatory-twice')
  must(new Set(lines.map(l => hex(l.material))).size === lines.length, 'key-twice')
  const held = lines.map(l => enrolled.find(k => k.name === l.name && k.material.equals(l.material)))
  const acting = (rules.succession ?? []).filter(s => act.signatories.includes(s.post)).flatMap(s => s.then)
  for (const k of held) must(k && (act.signatories.includes(k.owner) || acting.includes(k.owner)), 'stray-signature')
  for (const s of act.signatories) {
    must(held.some(k => k.owner === s) || rules.succession?.some(line => line.post === s), 'missing-signature', s)
  }
}
