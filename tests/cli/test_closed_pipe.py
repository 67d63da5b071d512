"""Somebody who reads only the first lines of what a command says (`sayso why … | head`) is told of no trouble."""

from sayso.cli.at_home import database_problem


def test_a_reader_who_went_away_is_no_trouble_of_the_database() -> None:
    assert database_problem(BrokenPipeError(32, "Broken pipe")) is None
    assert database_problem(ConnectionRefusedError(111, "Connection refused")) is not None
