"""Accounts and roles: who gives what to whom, and what can never happen; printed sheets and their codes."""

from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidTag
from django.utils import timezone

from qurultay.secretariat.door import accounts, passkeys, sheets
from qurultay.secretariat.door.models import Account, RoleHeld, Sheet, Trace
from qurultay.secretariat.door.roles import Role
from qurultay.secretariat.frame.order import OutOfOrder

HALL, RIGHTS = "body/assembly", "body/committee-rights"


def entered(account: Account) -> Account:
    """With a passkey; what its bytes are does not matter to these rules."""
    account.authenticator_set.create(type="webauthn", data={"name": "1"})
    return account


@pytest.fixture
def secretary(arrive) -> Account:
    return entered(arrive("secretary@").account)


def refusal(deed, *args) -> str:
    with pytest.raises(OutOfOrder) as said:
        deed(*args)
    return said.value.saying.key


# --- roles ---


def test_nobody_gives_themselves_a_role(secretary: Account) -> None:
    assert refusal(accounts.give, secretary, Role.AUDITOR, "", secretary, timezone.now()) == "door.out.own-role"


def test_a_secretary_of_a_committee_gives_roles_there_and_nowhere_else(arrive) -> None:
    giver, other = arrive(f"secretary@{RIGHTS}").account, arrive().account
    accounts.give(other, Role.TELLER, RIGHTS, giver, timezone.now())
    assert refusal(accounts.give, other, Role.TELLER, HALL, giver, timezone.now()) == "door.out.role-above"
    assert refusal(accounts.give, other, Role.OBSERVER, "", giver, timezone.now()) == "door.out.role-above"
    assert other.held() == ((Role.TELLER, RIGHTS),)


def test_a_registrar_opens_accounts_of_delegates_but_makes_no_officer(arrive) -> None:
    registrar = arrive("registrar@").account
    made = accounts.open_account(registrar, [(Role.DELEGATE, HALL)], "kk", timezone.now())
    assert made.held() == ((Role.DELEGATE, HALL),)
    assert (
        refusal(accounts.open_account, registrar, [(Role.OFFICER, "")], "kk", timezone.now()) == "door.out.role-above"
    )
    assert refusal(accounts.open_account, registrar, [], "kk", timezone.now()) == "door.out.no-role"
    assert refusal(accounts.give, made, Role.OBSERVER, "", registrar, timezone.now()) == "door.out.role-above"


def test_a_role_is_held_once(secretary: Account, arrive) -> None:
    other = arrive("teller@").account
    assert refusal(accounts.give, other, Role.TELLER, "", secretary, timezone.now()) == "door.out.role-held"


def test_the_last_secretary_who_can_come_in_is_never_removed(secretary: Account, arrive) -> None:
    (last,) = secretary.roles.all()
    assert refusal(accounts.end, last, secretary, timezone.now()) == "door.out.last-secretary"
    second = arrive("secretary@").account
    assert refusal(accounts.end, last, secretary, timezone.now()) == "door.out.last-secretary", (
        "the second has never come in"
    )
    assert refusal(accounts.close, secretary, second, timezone.now()) == "door.out.last-secretary"
    entered(second)
    accounts.end(last, secretary, timezone.now())
    assert secretary.held() == ()
    assert refusal(accounts.end, second.roles.get(), second, timezone.now()) == "door.out.last-secretary"


def test_a_secretary_of_one_body_does_not_make_the_last_of_the_house_spare(secretary: Account, arrive) -> None:
    entered(arrive(f"secretary@{HALL}").account)
    assert refusal(accounts.end, secretary.roles.get(), secretary, timezone.now()) == "door.out.last-secretary"


def test_a_role_that_has_ended_opens_nothing_at_once(arrive, house) -> None:
    visitor, giver = arrive("officer@"), entered(arrive("secretary@").account)
    assert visitor.browser.get("/sessions/").status_code == 200
    accounts.end(visitor.account.roles.get(), giver, timezone.now())
    assert visitor.browser.get("/sessions/").status_code == 403


def test_a_closed_account_is_out_at_once_and_never_comes_in_again(secretary: Account, arrive) -> None:
    visitor = arrive("officer@")
    _, code = sheets.print_sheet(visitor.account, timezone.now())
    visitor.browser.force_login(visitor.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    accounts.close(visitor.account, secretary, timezone.now())
    assert visitor.browser.get("/sessions/").status_code == 302
    assert refusal(sheets.sheet_of, code, timezone.now()) == "door.out.sheet"
    assert refusal(sheets.print_sheet, visitor.account, timezone.now()) == "door.out.closed"
    assert refusal(accounts.give, visitor.account, Role.TELLER, "", secretary, timezone.now()) == "door.out.closed"


# --- sheets ---


def test_the_code_of_a_sheet_is_kept_nowhere(secretary: Account, arrive) -> None:
    sheet, code = sheets.hand_out(arrive("delegate@").account, secretary, timezone.now())
    kept = str([list(model.objects.values_list()) for model in (Sheet, Account, Trace)])
    assert len(code) == 24 and code not in kept
    assert code not in str(list(sheet.__dict__.values()))


def test_a_sheet_is_good_once(arrive) -> None:
    sheet, code = sheets.print_sheet(arrive("delegate@").account, timezone.now())
    sheets.use(sheets.sheet_of(code, timezone.now()), timezone.now())
    assert refusal(sheets.use, sheet, timezone.now()) == "door.out.sheet"
    assert refusal(sheets.sheet_of, code, timezone.now()) == "door.out.sheet"


def test_a_sheet_is_good_for_seven_days_and_not_a_second_longer(arrive) -> None:
    now = timezone.now()
    _, code = sheets.print_sheet(arrive("delegate@").account, now)
    week = now + timedelta(days=7)
    assert sheets.sheet_of(code, week - timedelta(seconds=1))
    assert refusal(sheets.sheet_of, code, week) == "door.out.sheet"


def test_a_new_sheet_ends_the_one_before(arrive) -> None:
    who = arrive("delegate@").account
    _, first = sheets.print_sheet(who, timezone.now())
    _, second = sheets.print_sheet(who, timezone.now())
    assert refusal(sheets.sheet_of, first, timezone.now()) == "door.out.sheet"
    assert sheets.sheet_of(second, timezone.now()).account == who


def test_a_code_may_be_typed_in_groups_and_in_the_figures_of_another_script(arrive) -> None:
    _, code = sheets.print_sheet(arrive("delegate@").account, timezone.now())
    arabic = code.translate({ord(str(n)): 0x0660 + n for n in range(10)})
    assert sheets.sheet_of(" ".join(arabic), timezone.now())
    for wrong in ("", "0", code[:-1], code + "1", code[:-1] + str((int(code[-1]) + 1) % 10), "x" * 24):
        assert refusal(sheets.sheet_of, wrong, timezone.now()) == "door.out.sheet"


def test_a_new_sheet_ends_everything_its_owner_came_in_with(secretary: Account, arrive) -> None:
    lost = arrive("delegate@")
    entered(lost.account)
    passkeys.new_codes(lost.account)
    passkeys.set_password(lost.account, "three unlikely words", "three unlikely words")
    sheets.hand_out(lost.account, secretary, timezone.now())
    assert passkeys.ways_of(lost.account) == passkeys.Ways(passkeys=0, password=False, codes_left=0)
    assert lost.browser.get("/door/account").status_code == 302


@pytest.mark.parametrize(
    ("giver", "owner", "said"),
    [
        ("registrar@", "secretary@", "door.out.sheet-above"),
        ("registrar@", "registrar@", "door.out.sheet-above"),
        (f"registrar@{RIGHTS}", f"delegate@{HALL}", "door.out.sheet-above"),
        (f"secretary@{RIGHTS}", f"officer@{HALL}", "door.out.sheet-above"),
        (f"registrar@{RIGHTS}", "", "door.out.sheet-above"),
    ],
)
def test_nobody_becomes_somebody_greater_with_a_sheet(arrive, giver: str, owner: str, said: str) -> None:
    target = arrive(*[owner] if owner else []).account
    assert refusal(sheets.hand_out, target, arrive(giver).account, timezone.now()) == said


def test_nobody_prints_a_sheet_for_themselves(secretary: Account) -> None:
    assert refusal(sheets.hand_out, secretary, secretary, timezone.now()) == "door.out.own-sheet"


def test_the_trail_keeps_that_a_sheet_was_printed_and_by_whom(arrive) -> None:
    giver, owner = arrive("registrar@"), arrive(f"delegate@{HALL}").account
    answer = giver.browser.post(f"/door/accounts/{owner.pk}/sheet")
    assert answer.status_code == 200
    trace = Trace.objects.get()
    assert (trace.account, trace.deed, trace.thing, trace.body) == (
        giver.account,
        "open-accounts",
        f"account/{owner.pk}",
        HALL,
    )


# --- ways in ---


def test_an_officer_sets_no_password_and_a_delegate_one_of_twelve_letters(arrive) -> None:
    officer, delegate = arrive("officer@").account, arrive("delegate@").account
    assert (
        refusal(passkeys.set_password, officer, "three unlikely words", "three unlikely words")
        == "door.out.passkey-needed"
    )
    for poor, said in (
        ("elevenchars", "door.out.password-short"),
        ("271828182845904", "door.out.password-figures"),
        ("password1234", "door.out.password-common"),
    ):
        assert refusal(passkeys.set_password, delegate, poor, poor) == said
    assert refusal(passkeys.set_password, delegate, "twelve chars", "twelve charz") == "door.out.password-twice"
    passkeys.set_password(delegate, "twelve chars", "twelve chars")
    assert delegate.check_password("twelve chars")


def test_the_last_way_in_is_never_taken_away(arrive) -> None:
    officer, delegate = entered(arrive("officer@").account), entered(arrive("delegate@").account)
    assert refusal(passkeys.end_passkey, officer, officer.authenticator_set.get()) == "door.out.last-passkey"
    assert refusal(passkeys.end_passkey, delegate, delegate.authenticator_set.get()) == "door.out.last-passkey"
    passkeys.set_password(delegate, "three unlikely words", "three unlikely words")
    passkeys.end_passkey(delegate, delegate.authenticator_set.get())
    assert passkeys.ways_of(delegate) == passkeys.Ways(passkeys=0, password=True, codes_left=0)


def test_printed_codes_are_sealed_under_a_key_outside_the_database(arrive, settings) -> None:
    who = entered(arrive("officer@").account)
    codes = passkeys.new_codes(who)
    kept = str(who.authenticator_set.get(type="recovery_codes").data)
    assert len(codes) == 10 and not any(code in kept for code in codes)
    settings.SECRET_KEY = "another house"
    with pytest.raises(InvalidTag):
        who.authenticator_set.get(type="recovery_codes").wrap().generate_codes()


def test_names_of_accounts_are_drawn_and_sayable(db) -> None:
    names = {accounts.new_name() for _ in range(50)}
    assert len(names) == 50
    assert all(name[:6:2].strip("bdgklmnprst") == "" and name[6] == "-" and name[7:].isdigit() for name in names)


def test_roles_in_the_future_and_the_past_are_not_held(arrive) -> None:
    who = arrive().account
    RoleHeld.objects.create(account=who, role="teller", since=timezone.now() + timedelta(hours=1))
    RoleHeld.objects.create(account=who, role="officer", until=timezone.now() - timedelta(seconds=1))
    assert who.held() == ()
