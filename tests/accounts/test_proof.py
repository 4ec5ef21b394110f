"""The password again: right once, good once; wrong ones are counted."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone

from accounts.models import WrongPassword
from accounts.proof import AT_MOST, NotProven, prove


@pytest.fixture
def user(db: None) -> User:
    return User.objects.create_user("李四", password="一句很长的话 2025", is_staff=True)


def test_the_right_one_passes_and_leaves_nothing(user: User) -> None:
    prove(user, "一句很长的话 2025")
    assert not WrongPassword.objects.exists()


@pytest.mark.parametrize("word", ["", "别的", "一句很长的话 2025 "])
def test_a_wrong_one_is_refused_and_counted(user: User, word: str) -> None:
    with pytest.raises(NotProven, match="密码不对，没有办理"):
        prove(user, word)
    assert WrongPassword.objects.get().user == user


def test_after_five_even_the_right_one_waits(user: User) -> None:
    for _ in range(AT_MOST):
        with pytest.raises(NotProven, match="密码不对"):
            prove(user, "别的")
    with pytest.raises(NotProven, match="密码输错 5 次，请 15 分钟后再试"):
        prove(user, "一句很长的话 2025")
    WrongPassword.objects.update(at=timezone.now() - timedelta(minutes=16))
    prove(user, "一句很长的话 2025")


def test_misses_that_a_wrong_clock_dated_ahead_lock_nobody_out(user: User) -> None:
    WrongPassword.objects.bulk_create(WrongPassword(user=user) for _ in range(AT_MOST))
    WrongPassword.objects.update(at=timezone.now() + timedelta(days=365))
    prove(user, "一句很长的话 2025")


def test_who_has_no_password_proves_nothing(db: None) -> None:
    with pytest.raises(NotProven):
        prove(User.objects.create_user("无密码"), "")


@pytest.mark.django_db(transaction=True)
def test_guesses_at_the_same_time_are_all_counted(user: User) -> None:
    def guess(n: int) -> str:
        try:
            prove(User.objects.get(), f"猜 {n}")
        except NotProven as refusal:
            return str(refusal)
        finally:
            connection.close()
        return "?"

    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(guess, range(12)))
    assert sum("密码不对" in each for each in said) == WrongPassword.objects.count() == AT_MOST
