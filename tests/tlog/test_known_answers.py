"""Bytes written down long ago, by other programs too, that must be judged the same for ever.

The acts were made with an earlier set of fields; what is checked here are bytes, hashes and signatures, which do not
depend on fields. The passkey's assertion was recorded from a browser.
"""

import tarfile
from base64 import b64encode, urlsafe_b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from qurultay.tlog import canonical, checkpoint, keys, note, tree, webauthn
from qurultay.tlog.armour import unarmour
from qurultay.tlog.keys import SigningKey
from qurultay.tlog.tiles import entries_path, tile_path
from qurultay.tlog.tree import leaf_hash
from tests.tlog.conftest import Refusal

PRESIDENT = "tolunay.example/president+5f6a3603+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c"
LOG = "tolunay.example+7b25a4e9+AW56HN0psLeP0Tr0xVmP7/TvKpcWbjym8uT7/M2AUFvx"
WITNESS = "witness0.example/w+e62b510f+BFycbfJhycuEBHV3aq782US0BTKPqyj5s6le9ASQ096E"
PASSKEY = (
    "tolunay.example/vice-president+86c7ed6c+/3F1cnVsdGF5Lm9yZy93ZWJhdXRobi1hY3QvdjEKaHR0cDovL2xvY2FsaG9zdDo4NzY1CjBZMBMG"
    "ByqGSM49AgEGCCqGSM49AwEHA0IABGaKgY6XT3iscCCW0rve4NOKeVEGKtO0TIjOlLdLJnJUfIhHouueCSKCqz8IQ+jx3BsluWRMF+dlATdsf98e6aY="
)
ACT = """\
{"body":{"name":{"ug":"تولۇناي"},"to":"post/minister"},"date":"2026-11-23","id":"m3t8w1pz","issuer":"post/president",\
"kind":"letter-issued","parts":{"text.en":"e56ac2a392b869f3cef168b05513009caaf8c0118c9edb49e5efdd27c6a31a12"},\
"record":"tolunay.example","refs":["act/0"],"seen":{"root":"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=","size":0},"v":1}

— tolunay.example/president X2o2A+Up0oN/K4TFQIZ8SZy+eQdzl8QKaZbsIVCacJ4x5L1lZi4G73kafIC7sjuurNGSev8mb8PDWR929r+yBk12kQw=
— tolunay.example/vice-president zrrOWsi0bDpQYkuRYxYggvWtLxzoQBVVwI37IJEsgpKc4GuyoNRg/tfkiCBZ6DXA7c+6wDQv+98FN92cb/0aQsp8zwA=
""".encode()
HEAD = """\
tolunay.example
7
NWAZGAMChESyMgGKwEf9tWHAnCOnpodsheCLXk1I6fM=

— tolunay.example eyWk6TmK+iODFVKltQQMz7sU7eAgTcF1+5sxxb3zOLBoWAUC5Fkp+PPDANateGDVy7AW0cRn4RES0iYDn2FD14VsTgs=
— witness0.example/w 5itRDwAAAABrAuleaWO3x21LRjG9erxuA/j5F8EsJ5DRp7BU9uoCkg8Fy5X9SfN3k7S1kHctSM8x2LNCkq2GvCRK2jPlS/0D9suDDQ==
""".encode()
RECORDED = """\
{"body":{"no":1,"to":"post/minister"},"date":"2026-11-23","id":"m3t8w1pz","issuer":"post/president","kind":"letter-issued",\
"parts":{"text.en":"677c205ada3368bdecc2d76fb00169ed112231cf617f2865745cfb9ec6881cc3"},"record":"tolunay.example","refs":[],\
"seen":{"root":"U/qOOtwgkxH2vO7drQImQCbaebxfDG9+7ipR7cU5sG0=","size":1},"v":1}

— tolunay.example/president X2o2A/G6ND57ZNu3OMkSts2KC7bE2YvkIZKPFX5+EmNxiMbhAY5SKE3Gdz3+XW53TiwgQe3CPpFix3+95DN5aZh1rAs=
— tolunay.example/vice-president hsftbEmWDeWIDoxodDQXD2R2YFuP5K65ooYyx5lc87qDHZdjBQAAAAMAnnsidHlwZSI6IndlYmF1dGhuLmdldCIsImNo\
YWxsZW5nZSI6ImNYVnlkV3gwWVhrdllXTjBMM1l4QUFBQXJiV0hVM2RoNDhtUTI5VmxqRWMzbDd6bVhCT2ZDUXhSVzA2SnFiVEtLYTQiLCJvcmlnaW4iOiJodHRw\
Oi8vbG9jYWxob3N0Ojg3NjUiLCJjcm9zc09yaWdpbiI6ZmFsc2V9MEUCIQDWgKza8hGPrx9rzjtybk/2m/ErwnxbHyHZCgc0g9k8zAIgSNcFTMzCiw2KlOVDyH4Z\
uGJFqdR4wx8ohlIk2zozorM=
""".encode()
LEAVES = [leaf_hash(bytes([n])) for n in range(7)]


def test_seeds_give_the_keys_written_down(president: SigningKey, log: SigningKey, witness: SigningKey) -> None:
    assert keys.vkey(president.name, president.material) == PRESIDENT
    assert keys.vkey(log.name, log.material) == LOG
    assert keys.vkey(witness.name, witness.cosigner_material) == WITNESS
    for vkey in (PRESIDENT, LOG, WITNESS, PASSKEY):
        keys.admit(keys.parse_vkey(vkey)[1])


def test_the_act_has_the_hashes_written_down_and_both_officers_signed_it(
    president: SigningKey, vice_president: SigningKey
) -> None:
    act = note.parse(ACT)
    assert (len(act.text), len(ACT)) == (357, 609)
    assert sha256(act.text).hexdigest() == "ddf2484153b5a33350d4f98fba7a7cb7e4e76772c9bbb3ffd62f73d3227ab0ff"
    assert leaf_hash(ACT).hex() == "8aba49d8d990fa202a7b8428c1a2bdfa00eb630464a55d86abfe483a968a93b5"
    for line, signer in zip(act.lines, (president, vice_president), strict=True):
        keys.check(line, signer.material, act.text)
        assert signer.sign(act.text) == line
    assert act.encode() == ACT


def test_the_line_of_the_act_is_canonical() -> None:
    line = note.parse(ACT).text[:-1]
    assert canonical.encode(canonical.decode(line)) == line


def test_the_challenge_for_the_act_is_the_one_written_down() -> None:
    asked = urlsafe_b64encode(webauthn.challenge(note.parse(ACT).text)).decode().rstrip("=")
    assert asked == "cXVydWx0YXkvYWN0L3YxAAAA3fJIQVO1ozNQ1PmPunp8t-TnZ3LJu7P_1i9z0yJ6sP8"


def test_the_act_that_a_browser_signed_holds(president: SigningKey, refused: Refusal) -> None:
    act = note.parse(RECORDED)
    name, material = keys.parse_vkey(PASSKEY)
    first, second = act.lines
    assert second.name == name
    keys.check(first, president.material, act.text)
    keys.check(second, material, act.text)
    with refused("passkey-challenge"):
        keys.check(second, material, note.parse(ACT).text)


def test_the_part_file_has_the_name_written_down() -> None:
    content = bytes(range(32)) + b"We ask for an account.\n"
    assert sha256(content).hexdigest() == "e56ac2a392b869f3cef168b05513009caaf8c0118c9edb49e5efdd27c6a31a12"


def test_the_seven_leaves_have_the_root_and_proofs_written_down() -> None:
    assert tree.root(LEAVES).hex() == "3560191803028444b232018ac047fdb561c09c23a7a6876c85e08b5e4d48e9f3"
    inclusion = [one.hex()[:8] for one in tree.inclusion_proof(LEAVES, 5)]
    consistency = [one.hex()[:8] for one in tree.consistency_proof(LEAVES, 3, 7)]
    assert inclusion == ["4f35212d", "40d88127", "9bcd5124"]
    assert consistency == ["fcf0a6c7", "583c7dfb", "a20bf9a7", "89c92983"]


def test_the_head_is_that_of_the_seven_leaves_signed_and_cosigned(log: SigningKey, witness: SigningKey) -> None:
    head, signed = checkpoint.parse(HEAD)
    assert head == checkpoint.Checkpoint("tolunay.example", 7, tree.root(LEAVES))
    assert keys.check(signed.lines[0], log.material, signed.text) is None
    assert keys.check(signed.lines[1], witness.cosigner_material, signed.text) == 1795352926
    assert note.Note(head.text(), (log.sign(head.text()), witness.cosign(head.text(), 1795352926))).encode() == HEAD


def test_the_paths_are_those_written_down() -> None:
    assert tile_path(0, 0, 1) == "tile/0/000.p/1"
    assert entries_path(67) == "tile/entries/067"
    assert entries_path(1234067) == "tile/entries/x001/x234/067"
    assert tile_path(1, 0, 78) == "tile/1/000.p/78"


def test_the_ballot_box_has_the_root_written_down(shared: Path) -> None:
    archive = shared / "data/elections/t20-B2048-single.bel"
    if not archive.is_file():
        pytest.skip("the archive t20-B2048-single.bel is not among the conformance data")
    with tarfile.open(archive) as records:
        names = [name for name in records.getnames() if name.endswith(".event.json")]
        events = [(records.extractfile(name) or pytest.fail(name)).read() for name in names]
    assert len(events) == 10
    root = tree.root(leaf_hash(event) for event in events)
    assert b64encode(root).decode() == "rdKd6xh/VkYSdh1AcNUJs9POg/KvCk1S3y3VXO8WFbg="


def test_the_checkpoint_of_the_cosignature_specification_is_read() -> None:
    text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    lines = (
        "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeM"
        "cTOAYQ8=\n— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5"
        "nNo0xUe+mbIUBkBIfZ+qnA==\n"
    )
    head, signed = checkpoint.parse(f"{text}\n{lines}".encode())
    assert (head.origin, head.size) == ("example.com/behind-the-sofa", 20852163)
    assert head.root == unarmour("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")
    assert head.text() == signed.text == text.encode()
    assert int.from_bytes(signed.lines[1].signature[:8], "big") == 1679315147
