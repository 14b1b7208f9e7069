from threading import Event, Lock

from egnatia.adapters.duties.duty import Duty, Rhythm

SELDOM = 1000.0
SOON = 5.0


class Work:
    """Counts the rounds, and can be waited for."""

    def __init__(self, *, fails: int = 0) -> None:
        self.rounds = 0
        self._fails = fails
        self.done = Event()

    def __call__(self) -> None:
        self.rounds += 1
        if self.rounds <= self._fails:
            raise OSError("no space left")
        self.done.set()


def test_a_duty_is_done_when_it_is_woken() -> None:
    work = Work()
    duty = Duty("test", work, Rhythm(gather=0.0, at_latest=SELDOM))
    duty.start()
    duty.wake()
    assert work.done.wait(SOON)
    duty.stop()
    assert work.rounds == 1


def test_a_duty_that_nobody_wakes_is_done_in_its_time() -> None:
    work = Work()
    duty = Duty("test", work, Rhythm(gather=0.0, at_latest=0.01))
    duty.start()
    assert work.done.wait(SOON)
    duty.stop()


def test_what_comes_while_more_is_gathered_is_done_in_one_round() -> None:
    work = Work()
    duty = Duty("test", work, Rhythm(gather=0.05, at_latest=SELDOM))
    duty.start()
    for _ in range(10):
        duty.wake()
    assert work.done.wait(SOON)
    duty.stop()
    assert work.rounds == 1


def test_a_round_that_fails_is_followed_by_another() -> None:
    work = Work(fails=2)
    duty = Duty("test", work, Rhythm(gather=0.0, at_latest=0.01))
    duty.start()
    assert work.done.wait(SOON)
    duty.stop()
    assert work.rounds >= 3


def test_a_slow_round_holds_nobody_up_where_there_are_two_hands() -> None:
    first, second, go, lock = Event(), Event(), Event(), Lock()

    def work() -> None:
        with lock:
            slow = not first.is_set()
            first.set()
        if slow:
            assert go.wait(SOON)
        else:
            second.set()

    duty = Duty("test", work, Rhythm(gather=0.0, at_latest=0.01, hands=2))
    duty.start()
    assert second.wait(SOON)
    go.set()
    duty.stop()


def test_a_duty_can_be_stopped_before_it_began_and_twice() -> None:
    duty = Duty("test", Work(), Rhythm(gather=0.0, at_latest=SELDOM))
    duty.stop()
    duty.stop()
