"""How trustees come to their keys: alone, or together with a threshold, also where some of them use belenios-tool."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from gmpy2 import mpz

from qurultay.ballots import canonical
from qurultay.ballots.errors import Refused
from qurultay.ballots.groups import Group, group_named
from qurultay.ballots.randomness import SYSTEM, seeded
from qurultay.ballots.trustees.certificates import Context, certificate, gather
from qurultay.ballots.trustees.keys import (
    new_private_key,
    read_private_key,
    read_verification_key,
    verification_key,
    write_private_key,
)
from qurultay.ballots.trustees.pedersen import (
    committed,
    conclude,
    polynomial,
    private_key,
    vinputs,
    voutput,
)
from qurultay.ballots.trustees.pki import Form, decrypt, derive, encrypt, new_seed, receive, send
from qurultay.ballots.trustees.structure import Pedersen, assemble, read_trustees
from tests.ballots.ceremony import Held, hold
from tests.ballots.debian import Debian, records

GROUP = group_named("BELENIOS-2048")
RFC = "RFC-3526-2048"
NAMES = ("BELENIOS-2048", RFC)


@pytest.fixture(scope="module")
def held() -> Held:
    return hold(GROUP, 3, 2, seeded("ceremony"))


@pytest.fixture(scope="module")
def trustees(held: Held) -> bytes:
    single = canonical.encode(verification_key(GROUP, mpz(7), seeded("single")).to_json(GROUP))
    return assemble(GROUP, [single], [held.concluded.parameters])


def refused(check: str) -> Any:
    """The next statement is refused by this check."""
    return pytest.raises(Refused, check=lambda bad: bad.check == check)


def changed(line: bytes, change: Callable[[Any], None]) -> bytes:
    """The record with something in it changed, written in form again."""
    value = json.loads(line)
    change(value)
    return canonical.encode(value)


# alone


def test_a_mandatory_trustee_keeps_a_number_and_publishes_a_key_with_proof() -> None:
    x = new_private_key(GROUP, SYSTEM)
    key = verification_key(GROUP, x, SYSTEM)
    assert read_private_key(GROUP, write_private_key(x) + b"\n") == x
    assert read_verification_key(GROUP, key.to_json(GROUP)) == key
    assert GROUP.power_g(x) == key.X


def test_a_key_without_its_owners_proof_is_refused() -> None:
    key = verification_key(GROUP, mpz(11), seeded("a")).to_json(GROUP)
    other = verification_key(GROUP, mpz(12), seeded("b")).to_json(GROUP)
    with refused("trustee-key"):
        read_verification_key(GROUP, other | {"pok": key["pok"]})


def test_a_key_outside_the_group_is_refused() -> None:
    key = verification_key(GROUP, mpz(11), seeded("a")).to_json(GROUP)
    with refused("group-member"):
        read_verification_key(GROUP, key | {"public_key": GROUP.encode(-GROUP.g % GROUP.p)})  # type: ignore[attr-defined]


def test_a_key_of_one_is_refused_because_it_hides_nothing() -> None:
    with refused("trustee-key"):
        read_verification_key(GROUP, verification_key(GROUP, mpz(0), seeded("a")).to_json(GROUP))


# letters between trustees


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("length", [0, 1, 1000, 70_000])
def test_a_letter_arrives_as_it_was_written(form: Form, length: int) -> None:
    us, them = derive(GROUP, new_seed(seeded("us"))), derive(GROUP, new_seed(seeded("them")))
    vk, ek = GROUP.power_g(us.sk), GROUP.power_g(them.dk)
    sealed = send(GROUP, us.sk, ek, "ئۇ" * length, form, SYSTEM)
    assert ("AES-GCM" in sealed) == (form is Form.STRONG)
    assert receive(GROUP, them.dk, vk, sealed) == "ئۇ" * length


@pytest.mark.parametrize("form", Form)
def test_a_letter_to_another_from_another_or_changed_is_refused(form: Form) -> None:
    us, them = derive(GROUP, new_seed(seeded("us"))), derive(GROUP, new_seed(seeded("them")))
    vk, ek = GROUP.power_g(us.sk), GROUP.power_g(them.dk)
    sealed = send(GROUP, us.sk, ek, "{}", form, SYSTEM)
    with refused("trustee-message"):
        receive(GROUP, us.dk, vk, sealed)
    with refused("trustee-message"):
        receive(GROUP, them.dk, ek, sealed)
    ciphertext = json.loads(sealed)["data"]
    other = f"{int(ciphertext[0], 16) ^ 1:x}{ciphertext[1:]}"
    with refused("trustee-message"):
        receive(GROUP, them.dk, vk, sealed.replace(ciphertext, other))
    forwarded = encrypt(GROUP, GROUP.power_g(us.dk), decrypt(GROUP, them.dk, sealed), form, SYSTEM)
    with refused("trustee-message"):
        receive(GROUP, us.dk, vk, forwarded)


def test_a_seed_with_a_letter_too_few_or_a_confusable_one_is_refused() -> None:
    for seed in ("", "1" * 21, "1" * 23, "0" * 22, "l" * 22):
        with refused("trustee-key"):
            derive(GROUP, seed)


# together


def test_any_two_of_three_trustees_can_open_what_the_key_closes(held: Held) -> None:
    trustees = read_trustees(GROUP, assemble(GROUP, [], [held.concluded.parameters]))
    S = [private_key(GROUP, *of) for of in zip(held.seeds, held.concluded.private_keys, strict=True)]
    assert [GROUP.power_g(s) for s in S] == [key.X for key in trustees.keys]
    for i, j in combinations((1, 2, 3), 2):
        f0 = (S[i - 1] * j * pow(j - i, -1, GROUP.q) + S[j - 1] * i * pow(i - j, -1, GROUP.q)) % GROUP.q
        assert GROUP.power_g(f0) == trustees.election_key


def test_the_election_key_is_the_product_of_single_keys_and_of_groups(trustees: bytes, held: Held) -> None:
    whole = read_trustees(GROUP, trustees)
    group = read_trustees(GROUP, assemble(GROUP, [], [held.concluded.parameters]))
    assert whole.election_key == GROUP.multiply(GROUP.power_g(mpz(7)), group.election_key)
    assert [(item.needed, list(owners)) for item, owners in whole.numbered()] == [(1, [1]), (2, [2, 3, 4])]
    assert canonical.encode(whole.to_json()) == trustees
    assert whole.forms == (Form.STRONG,)


@pytest.mark.parametrize(("size", "threshold"), [(1, 1), (2, 2), (5, 1), (5, 5)])
def test_the_threshold_may_be_anything_from_one_to_all(size: int, threshold: int) -> None:
    held = hold(GROUP, size, threshold, seeded("edges"))
    trustees = read_trustees(GROUP, assemble(GROUP, [], [held.concluded.parameters]))
    assert (trustees.items[0].needed, len(trustees.keys)) == (threshold, size)


@pytest.mark.parametrize(("size", "threshold"), [(3, 0), (3, 4)])
def test_a_threshold_of_none_or_of_more_than_all_is_refused(size: int, threshold: int) -> None:
    with refused("trustee-threshold"):
        hold(GROUP, size, threshold, seeded("edges"))


def test_a_certificate_serves_no_other_ceremony_and_no_other_place(held: Held) -> None:
    lines = [canonical.encode(c.signed.to_json()) for c in held.certificates.of]
    with refused("trustee-certificate"):
        gather(GROUP, lines, 3)
    with refused("trustee-certificate"):
        gather(GROUP, lines[:2], 2)
    with refused("trustee-certificate"):
        gather(GROUP, [lines[1], lines[0], lines[2]], 2)


def test_a_certificate_that_names_no_ceremony_is_taken_only_where_belenios_tool_takes_part() -> None:
    lines = [certificate(GROUP, new_seed(SYSTEM), None, SYSTEM) for _ in range(2)]
    assert gather(GROUP, lines, 2, Form.DEBIAN).size == 2
    with refused("trustee-certificate"):
        gather(GROUP, lines, 2)


def test_one_person_cannot_take_two_places_with_one_seed() -> None:
    seed = new_seed(SYSTEM)
    places = [Context(group=GROUP.name, size=2, threshold=2, index=z) for z in (1, 2)]
    with refused("trustee-certificate"):
        gather(GROUP, [certificate(GROUP, seed, place, SYSTEM) for place in places], 2)


def test_a_seed_of_another_ceremony_is_told_so(held: Held) -> None:
    with pytest.raises(Refused, match="is it the right ceremony"):
        polynomial(held.certificates, new_seed(SYSTEM), SYSTEM)


def test_a_trustee_who_waits_for_the_others_coefficients_breaks_its_commitment(held: Held) -> None:
    late = polynomial(held.certificates, held.seeds[2], SYSTEM)
    shown = (*held.polynomials[:2], late)
    with refused("trustee-commitment"):
        vinputs(held.certificates, shown, held.commitments)
    dishonest = vinputs(
        held.certificates, shown, (*held.commitments[:2], committed(held.certificates, held.seeds[2], late))
    )
    with pytest.raises(Refused, match="trustee 3"):
        voutput(held.certificates, held.seeds[0], dishonest[0], held.commitments, SYSTEM)


def test_nobody_is_spared_from_committing(held: Held) -> None:
    with refused("trustee-commitment"):
        vinputs(held.certificates, held.polynomials, ())
    with refused("trustee-commitment"):
        voutput(held.certificates, held.seeds[0], held.vinputs[0], (), SYSTEM)


def test_a_false_share_is_found_by_the_trustee_who_gets_it(held: Held) -> None:
    keys = derive(GROUP, held.seeds[1])
    false = send(GROUP, keys.sk, held.certificates.of[0].encryption, '{"secret":"5"}', Form.STRONG, SYSTEM)
    line = changed(held.vinputs[0], lambda value: value["secrets"].__setitem__(1, false))
    with refused("trustee-share") as found:
        voutput(held.certificates, held.seeds[0], line, held.commitments, SYSTEM)
    assert found.value.place == "trustee 2"


def test_a_server_that_swaps_two_letters_is_found(held: Held) -> None:
    def swap(value: Any) -> None:
        value["secrets"][0], value["secrets"][1] = value["secrets"][1], value["secrets"][0]

    with refused("trustee-message"):
        voutput(held.certificates, held.seeds[0], changed(held.vinputs[0], swap), held.commitments, SYSTEM)
    with refused("trustee-message"):
        voutput(held.certificates, held.seeds[0], held.vinputs[1], held.commitments, SYSTEM)


def test_a_verification_key_that_the_coefficients_do_not_give_is_refused(held: Held) -> None:
    def another(value: Any) -> None:
        value["public_key"] = verification_key(GROUP, mpz(5), seeded("x")).to_json(GROUP)

    answers = (changed(held.voutputs[0], another), *held.voutputs[1:])
    with refused("trustee-key") as found:
        conclude(held.certificates, held.polynomials, answers)
    assert found.value.place == "trustee 1"


def plus_one(number: str) -> str:
    return str(int(number) + 1)


def pok(value: Any) -> None:
    value[0][1]["pok"]["response"] = plus_one(value[0][1]["pok"]["response"])


def threshold(value: Any) -> None:
    value[1][1]["threshold"] = 3


def coefficient_signature(value: Any) -> None:
    value[1][1]["coefexps"][0]["signature"]["response"] = plus_one(value[1][1]["coefexps"][0]["signature"]["response"])


def certificate_signature(value: Any) -> None:
    value[1][1]["certs"][2]["signature"]["response"] = plus_one(value[1][1]["certs"][2]["signature"]["response"])


def joint_signature(value: Any) -> None:
    value[1][1]["signatures"].reverse()


def key_signature(value: Any) -> None:
    del value[1][1]["verification_keys"][1]["signature"]


def no_signatures(value: Any) -> None:
    del value[1][1]["signatures"]


def key_order(value: Any) -> None:
    value[1][1]["verification_keys"].reverse()


def key_missing(value: Any) -> None:
    value[1][1]["verification_keys"].pop()


def twice(value: Any) -> None:
    value.append(value[0])


def nobody(value: Any) -> None:
    value.clear()


@pytest.mark.parametrize(
    ("change", "check"),
    [
        (pok, "trustee-key"),  # 24
        (threshold, "trustee-certificate"),  # 25
        (coefficient_signature, "trustee-coefficients"),  # 26
        (certificate_signature, "trustee-certificate"),
        (joint_signature, "trustee-coefficients"),
        (key_signature, "trustee-key"),
        (key_order, "trustee-key"),
        (key_missing, "json-type"),
        (twice, "trustee-key"),
        (nobody, "trustee-threshold"),
    ],
)
def test_trustees_whose_keys_did_not_come_about_rightly_are_refused(
    trustees: bytes, change: Callable[[Any], None], check: str
) -> None:
    with refused(check):
        read_trustees(GROUP, changed(trustees, change))


def test_a_ceremony_stripped_of_its_signatures_is_no_stronger_than_debians(trustees: bytes) -> None:
    assert read_trustees(GROUP, changed(trustees, no_signatures)).forms == (Form.DEBIAN,)


# with belenios-tool


@pytest.mark.parametrize("name", NAMES)
def test_we_take_part_in_a_ceremony_that_belenios_tool_serves(
    tmp_path: Path, tool: Callable[[str], Path], name: str
) -> None:
    group, debian = group_named(name), Debian(tmp_path, tool("belenios-tool"), name)
    seed = new_seed(SYSTEM)
    ours = certificate(group, seed, Context(group=name, size=3, threshold=2, index=2), SYSTEM)
    (first, a), (third, c) = debian.certificate(), debian.certificate()
    lines = [a.encode(), ours, c.encode()]
    debian.write("certs.jsons", b"\n".join(lines) + b"\n")
    debian.threshold(2, "--certs", "certs.jsons")
    certificates = gather(group, lines, 2, Form.DEBIAN)
    step3 = ("--certs", "certs.jsons", "--threshold", "2", "--key")
    polynomials = [
        debian.threshold(3, *step3, first.name).strip().encode(),
        polynomial(certificates, seed, SYSTEM),
        debian.threshold(3, *step3, third.name).strip().encode(),
    ]
    debian.write("polynomials.jsons", b"\n".join(polynomials) + b"\n")
    debian.threshold(4, "--certs", "certs.jsons", "--polynomials", "polynomials.jsons", "--threshold", "2")
    handed = {path.name: path.read_bytes().strip() for path in tmp_path.glob("*.vinput")}
    assert sorted(handed.values()) == sorted(vinputs(certificates, polynomials, ()))
    (mine,) = (line for file, line in handed.items() if file.split(".")[0] not in {first.stem, third.stem})
    step5 = ("--certs", "certs.jsons", "--key")
    answers = [
        debian.threshold(5, *step5, first.name, given=handed[f"{first.stem}.vinput"].decode()).strip().encode(),
        voutput(certificates, seed, mine, (), SYSTEM),
        debian.threshold(5, *step5, third.name, given=handed[f"{third.stem}.vinput"].decode()).strip().encode(),
    ]
    given = b"\n".join(answers).decode() + "\n"
    parameters = debian.threshold(6, "--certs", "certs.jsons", "--polynomials", "polynomials.jsons", given=given)
    concluded = conclude(certificates, polynomials, answers)
    assert parameters.strip().encode() == concluded.parameters
    assert first.with_suffix(".dkey").read_bytes().strip() == concluded.private_keys[0]
    trustees = read_trustees(group, assemble(group, [], [concluded.parameters]))
    assert group.power_g(private_key(group, seed, concluded.private_keys[1])) == trustees.keys[1].X
    assert group.power_g(private_key(group, first.read_text().strip(), concluded.private_keys[0])) == trustees.keys[0].X


@pytest.mark.parametrize("name", NAMES)
def test_belenios_tool_opens_an_election_with_trustees_of_our_strong_ceremony(
    tmp_path: Path, tool: Callable[[str], Path], name: str
) -> None:
    group, debian = group_named(name), Debian(tmp_path, tool("belenios-tool"), name)
    held = hold(group, 3, 2, SYSTEM)
    key = debian.single()
    single = key.with_suffix(".pubkey").read_bytes().strip()
    assert (
        group.power_g(read_private_key(group, key.read_bytes())) == read_verification_key(group, json.loads(single)).X
    )
    debian.credentials([1])
    line = assemble(group, [single], [held.concluded.parameters])
    debian.open([{"answers": ["A", "B"], "min": 1, "max": 1, "question": "?"}], trustees=line)
    debian.verify()
    bodies = [body for _, body in records(debian.archive.read_bytes())]
    assert bodies[2] == line
    assert json.loads(bodies[1])["public_key"] == group.encode(read_trustees(group, line).election_key)


@pytest.mark.parametrize(
    "file", ["t20-B2048-weights-blank-threshold.bel", "t20-RFC3526-nh.bel", "t20-B2048-single.bel"]
)
def test_trustees_of_elections_held_elsewhere_are_read_and_written_again(shared: Path, file: str) -> None:
    archive = (shared / "data/elections" / file).read_bytes()
    (election, trustees) = [body for _, body in records(archive)][1:3]
    group: Group = group_named(json.loads(election)["group"])
    read = read_trustees(group, trustees)
    assert canonical.encode(read.to_json()) == trustees
    assert group.encode(read.election_key) == json.loads(election)["public_key"]
    assert all(isinstance(item, Pedersen) for item in read.items[1:])
