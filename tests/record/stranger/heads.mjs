// Steps 2, 4 and 5: whose head it is, what earlier heads say, and who has seen it.

import { must, refuse } from './bytes.mjs'
import { checkLine, keyId, readVkey, vkey } from './keys.mjs'
import { readHead, splitHeads } from './tree.mjs'

// Lines under a head that name one of these keys must hold; gives them with their times.
function holding(head, keys) {
  const named = head.lines.flatMap(line => keys.filter(k => k.name === line.name && keyId(k.name, k.material) === line.id).map(k => ({ ...k, line })))
  return named.map(k => ({ ...k, time: checkLine(k.material, head, k.line.signature) }))
}

const keysUnder = (name, materials) => materials.map(material => ({ name, material }))
const witnessesOf = rules => (rules.witnesses ?? []).map(w => ({ name: w.name, material: Buffer.from(w.key, 'base64') }))

// 2. The log's key of now signed it, and every line that bears the origin is by a key of the log.
export function judgeLog(head, origin, logNow, logsEver) {
  must(head.origin === origin, 'wrong-origin')
  const own = head.lines.filter(l => l.name === origin)
  const held = holding(head, keysUnder(origin, logsEver))
  must(held.some(k => k.material.equals(logNow)) && own.every(l => held.some(k => k.line === l)), 'wrong-log-key')
}

// 4. An earlier head is one of this record.
export function judgeEarlier(earlier, head, roots) {
  must(earlier.origin === head.origin, 'forked', earlier.origin)
  must(earlier.size <= head.size, 'rolled-back')
  must(roots(earlier.size).equals(earlier.root), 'forked')
}

export function judgeKept(file, head, roots, acts, logsEver) {
  const logs = keysUnder(head.origin, logsEver), witnesses = acts.filter(a => a.known && a.body.rules).flatMap(a => witnessesOf(a.body.rules))
  let size = 0
  for (const bytes of splitHeads(file)) {
    let kept, seen
    try {
      kept = readHead(bytes)
      must(kept.size >= size && holding(kept, logs).length > 0, 'bad-heads')
      seen = holding(kept, witnesses)
      must(seen.length > 0, 'bad-heads')
    } catch (e) {
      refuse('bad-heads', e.message)
    }
    size = kept.size
    judgeEarlier(kept, head, roots)
    for (const { time } of seen) {
      must(!acts[size - 1] || acts[size - 1].entered <= time + 600, 'head-times')
      must(!acts[size] || acts[size].entered >= time - 600, 'head-times')
    }
  }
}

// The file witness/policy, as the rules ask for it.
export function policyOf(origin, log, rules) {
  const list = witnessesOf(rules), need = rules.witnesses_needed ?? 0, names = list.map((_, n) => `w${n + 1}`)
  const rows = [`log ${vkey(origin, log)}`, ...list.map((w, n) => `witness ${names[n]} ${vkey(w.name, w.material)}`)]
  if (need) rows.push(`group witnesses ${need} ${names.join(' ')}`)
  return [...rows, need ? 'quorum witnesses' : 'quorum none', ''].join('\n')
}

// C2SP tlog-policy, as far as it is asked here: who must have cosigned.
function readPolicy(text) {
  const witnesses = new Map(), groups = new Map()
  let quorum
  for (const line of text.split('\n').map(l => l.replace(/#.*/, '').trim()).filter(Boolean)) {
    const [word, name, ...rest] = line.split(/\s+/)
    if (word === 'witness') witnesses.set(name, readVkey(rest[0]))
    else if (word === 'group') groups.set(name, { need: { any: 1, all: rest.length - 1 }[rest[0]] ?? Number(rest[0]), of: rest.slice(1) })
    else if (word === 'quorum') quorum = name
    else must(word === 'log', 'bad-policy', line)
  }
  const met = (name, seen) => name === 'none' || seen.has(name) || (groups.has(name) && groups.get(name).of.filter(n => met(n, seen)).length >= groups.get(name).need)
  return { witnesses, met: seen => met(quorum, seen) }
}

// 5. Lines of known witnesses hold; `demanded`, if the quorum of this policy is asked for.
export function judgeWitnesses(head, policy, demanded) {
  const { witnesses, met } = readPolicy(policy)
  const seen = holding(head, [...witnesses].map(([as, key]) => ({ as, ...key })))
  must(!demanded || met(new Set(seen.map(k => k.as))), 'not-witnessed-enough')
}
