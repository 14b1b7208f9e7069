from egnatia.match.identifiers.imei import read_imei, read_imsi

#: 3GPP's and the GSM Association's example.
IMEI = "49-015420-323751-8"


def test_the_published_number_passes() -> None:
    read = read_imei(IMEI)
    assert (read.key, read.valid) == ("49015420323751", True)


def test_all_lengths_name_one_device() -> None:
    keys = {read_imei(written).key for written in (IMEI, "49015420323751", "4901542032375101")}
    assert keys == {"49015420323751"}


def test_without_a_check_digit_nothing_is_said() -> None:
    assert read_imei("49015420323751").valid is None
    assert read_imei("4901542032375101").valid is None


def test_a_slip_is_noticed_and_repaired() -> None:
    read = read_imei("490154203327518")
    assert read.valid is False
    assert "49015420323751" in read.others


def test_other_lengths_are_no_imei() -> None:
    assert read_imei("12345").valid is False


def test_an_imsi_begins_with_a_country() -> None:
    assert read_imsi("220 01 1234567890").valid is True
    assert read_imsi("901011234567890").valid is True
    assert read_imsi("120011234567890").valid is False
    assert read_imsi("22001").valid is False
