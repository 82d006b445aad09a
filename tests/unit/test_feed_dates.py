"""Dates as feeds write them."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswatch.sources import feed_dates
from newswatch.sources.feed_dates import Dated, Moment, dated, read

NO_ZONE, DAY = feed_dates.NO_ZONE, feed_dates.DAY_ONLY
KOREA, UNKNOWN = feed_dates.KOREAN, feed_dates.UNKNOWN_ZONE


def moment(text):
    got = read(text)
    return (f"{got.when:%Y-%m-%d %H:%M:%S}" if got.when else None), got.assumed


@pytest.mark.parametrize(
    ("text", "when"),
    [
        # RFC 822 and 5322, as they are and as they are not.
        ("Mon, 23 Nov 2026 13:00:00 +0100", "2026-11-23 12:00:00"),
        ("Mon, 23 Nov 2026 13:00:00 GMT", "2026-11-23 13:00:00"),
        ("Fri, 23 Nov 2026 13:00:00 GMT", "2026-11-23 13:00:00"),
        ("23 Nov 2026 13:00:00 -0330", "2026-11-23 16:30:00"),
        ("Thu, 01 Jan 04 19:48:21 GMT", "2004-01-01 19:48:21"),
        ("Fri, 31 Dec 99 23:59 EST", "2000-01-01 04:59:00"),
        ("Mon, 2 Mar 2026 9:05 GMT", "2026-03-02 09:05:00"),
        ("Mon,2 Mar 2026 09:05:00 GMT", "2026-03-02 09:05:00"),
        ("Mon, 02 March 2026 14:00:00 GMT", "2026-03-02 14:00:00"),
        ("Mon, 13 Feb, 2012 06:28:00 UTC", "2012-02-13 06:28:00"),
        ("Sun, Jan 16 2011 12:49:24 -0500", "2011-01-16 17:49:24"),
        ("Wed, 19 Aug 2009 18:28:00 Etc/GMT", "2009-08-19 18:28:00"),
        ("Wed, 19 Feb 2012 22:40:00 GMT-01:01", "2012-02-19 23:41:00"),
        ("Mon, 02 Mar 2026 14:00:00 CEST", "2026-03-02 12:00:00"),
        ("Mon, 02 Mar 2026 14:00:00 PDT", "2026-03-02 21:00:00"),
        ("Mon, 02 Mar 2026 14:00:00 +0100 (CET)", "2026-03-02 13:00:00"),
        ("Mon, 23 Nov 2026 13:00:60 GMT", "2026-11-23 13:00:59"),
        # ISO 8601, RFC 3339, W3CDTF.
        ("2026-11-23T13:00:00Z", "2026-11-23 13:00:00"),
        ("2026-11-23T13:00Z", "2026-11-23 13:00:00"),
        ("2026-11-23t13:00:00z", "2026-11-23 13:00:00"),
        ("2026-11-23T13:00:00.123456789-05:00", "2026-11-23 18:00:00"),
        ("2026-11-23T13:00:00,5+05:30", "2026-11-23 07:30:00"),
        ("2026-11-23T13:00:00+0100", "2026-11-23 12:00:00"),
        ("2026-11-23T13:00:00+01", "2026-11-23 12:00:00"),
        ("2026-11-23T24:00:00Z", "2026-11-24 00:00:00"),
        ("20261123T130000Z", "2026-11-23 13:00:00"),
        ("2026-11-23 13:00:00 +0000 UTC", "2026-11-23 13:00:00"),
        ("2026-11-23T13:00:00+01:00[Europe/Paris]", "2026-11-23 12:00:00"),
        ("2003-12-31 10:14:55 z", "2003-12-31 10:14:55"),
        # What computers count in.
        ("1767225600", "2026-01-01 00:00:00"),
        ("1767225600.25", "2026-01-01 00:00:00"),
        ("1767225600000", "2026-01-01 00:00:00"),
        ("/Date(1767225600000)/", "2026-01-01 00:00:00"),
        # C's clock, Twitter's, Perforce's, JavaScript's, a web server's.
        ("Mon Mar  2 14:00:00 CET 2026", "2026-03-02 13:00:00"),
        ("Mon Mar 02 14:00:00 +0100 2026", "2026-03-02 13:00:00"),
        ("Fri, 2006/09/15 08:19:53 EDT", "2006-09-15 12:19:53"),
        ("Thu Mar 05 2026 10:00:00 GMT+0100 (Central European Standard Time)", "2026-03-05 09:00:00"),
        ("02/Mar/2026:14:00:00 +0000", "2026-03-02 14:00:00"),
        # In other languages, with a zone.
        ("Παρ, 02 Ιούλ 2004 10:14:55 EST", "2004-07-02 15:14:55"),
        ("2004-július-13T9:15-05:00", "2004-07-13 14:15:00"),
        ("mar. 3 mars 2026 14:00:00 +0100", "2026-03-03 13:00:00"),
        ("Пн, 02 мар 2026 14:00:00 +0300", "2026-03-02 11:00:00"),
        ("2099-01-01T00:00:00Z", "2099-01-01 00:00:00"),
    ],
)
def test_instant_is_read(text, when):
    assert moment(text) == (when, "")
    assert moment(f"  {text}\n") == (when, "")


@pytest.mark.parametrize(
    ("text", "when", "assumed"),
    [
        ("2026-11-23 13:00", "2026-11-23 13:00:00", NO_ZONE),
        ("2026-11-23T00:00:00", "2026-11-23 00:00:00", NO_ZONE),
        ("2026/03/02 14:00", "2026-03-02 14:00:00", NO_ZONE),
        ("02.03.2026 14:00", "2026-03-02 14:00:00", NO_ZONE),
        ("2.3.2026 14.00", "2026-03-02 14:00:00", NO_ZONE),
        ("20260302140000", "2026-03-02 14:00:00", NO_ZONE),
        ("Mar 2 2026  2:00PM", "2026-03-02 14:00:00", NO_ZONE),
        ("March 2nd, 2026 at 12:30 am", "2026-03-02 00:30:00", NO_ZONE),
        ("Sun Jan  4 16:29:06 2004", "2004-01-04 16:29:06", NO_ZONE),
        ("Montag, 2. März 2026, 14:00 Uhr", "2026-03-02 14:00:00", NO_ZONE),
        ("lundi 2 mars 2026 à 14h00", "2026-03-02 14:00:00", NO_ZONE),
        ("lunes, 2 de marzo de 2026 14:00", "2026-03-02 14:00:00", NO_ZONE),
        ("segunda-feira, 2 de março de 2026 14:00", "2026-03-02 14:00:00", NO_ZONE),
        ("2 maart 2026 14:00", "2026-03-02 14:00:00", NO_ZONE),
        ("2 марта 2026 г. 14:00", "2026-03-02 14:00:00", NO_ZONE),
        ("02 Oca 2026 14:00", "2026-01-02 14:00:00", NO_ZONE),
        ("7. července 2026 10:00", "2026-07-07 10:00:00", NO_ZONE),
        ("Mon, 02 Mar 2026 14:00:00 IST", "2026-03-02 14:00:00", UNKNOWN),
        ("Mon, 02 Mar 2026 14:00:00 Europe/Berlin", "2026-03-02 14:00:00", UNKNOWN),
        ("Mon, 02 Mar 2026 14:00:00 A", "2026-03-02 14:00:00", UNKNOWN),
        ("2004년 05월 28일  01:31:15", "2004-05-27 16:31:15", KOREA),
        ("2004-05-25 오후 11:23:17", "2004-05-25 14:23:17", KOREA),
        ("2026-11-23", "2026-11-23 00:00:00", DAY),
        ("20261123", "2026-11-23 00:00:00", DAY),
        ("23 November 2026", "2026-11-23 00:00:00", DAY),
        ("2.3.26", "2026-03-02 00:00:00", DAY),
        ("2 czerwca 2026", "2026-06-02 00:00:00", DAY),
        ("2026-W10-1", "2026-03-02 00:00:00", DAY),
        ("2026-061", "2026-03-02 00:00:00", DAY),
        ("13/04/2026", "2026-04-13 00:00:00", DAY),
        ("04/13/2026", "2026-04-13 00:00:00", DAY),
        ("05/05/2026", "2026-05-05 00:00:00", DAY),
        ("03/04/2026", "2026-04-03 00:00:00", f"{DAY}; {feed_dates.DAY_FIRST}"),
        ("03/04/2026 14:30", "2026-04-03 14:30:00", f"{NO_ZONE}; {feed_dates.DAY_FIRST}"),
        ("3/4/26 2:30 PM", "2026-03-04 14:30:00", f"{NO_ZONE}; {feed_dates.MONTH_FIRST}"),
        ("03/04/2026 14:30 EST", "2026-03-04 19:30:00", feed_dates.MONTH_FIRST),
    ],
)
def test_what_a_date_leaves_open_is_assumed_and_said(text, when, assumed):
    assert moment(text) == (when, assumed)


@pytest.mark.parametrize(
    "text",
    [
        "yesterday",
        "0000-00-00",
        "0001-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "0000000000",
        "Mon, 99 Nov 2026 25:61:00 GMT",
        "2026-02-30T10:00:00Z",
        "2026-13-01",
        "30 Feb 2026 10:00:00 GMT",
        "31/31/2026",
        "2569-03-02T14:00:00Z",
        "9999-12-31T23:59:59-14:00",
        # The first of a month or year would be long ago, and what is long ago is alerted to nobody.
        "2026",
        "2026-03",
        "2026-W60-1",
        "2026-400",
        "1 " * 5_000,
        "9" * 5_000,
    ],
)
def test_what_is_no_date_is_said_to_be_none(text):
    assert read(text) == Moment(None, feed_dates.UNREADABLE)


@pytest.mark.parametrize("text", ["", "  \n"])
def test_no_date_is_not_a_bad_one(text):
    assert read(text) == Moment(None, feed_dates.NO_DATE)


@given(
    st.text(max_size=120)
    | st.from_regex(r"[\d/:T+ .\-]{6,30}|\w{3}, \d{1,2} \w{3} \d{2,4} [\d:]{3,9} \w{0,4}")
)
def test_nothing_is_ever_raised_and_all_is_utc(text):
    got = read(text)
    assert got.when is None or got.when.utcoffset().total_seconds() == 0


MONTHS = """
en January February March April May June July August September October November December
de Januar Februar März April Mai Juni Juli August September Oktober November Dezember
fr janvier février mars avril mai juin juillet août septembre octobre novembre décembre
es enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
it gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
pt janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
nl januari februari maart april mei juni juli augustus september oktober november december
pl stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
ru января февраля марта апреля мая июня июля августа сентября октября ноября декабря
uk січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
tr Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık
el Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου
   Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου Δεκεμβρίου
cs ledna února března dubna května června července srpna září října listopadu prosince
hu január február március április május június július augusztus szeptember október november december
ro ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
sv januari februari mars april maj juni juli augusti september oktober november december
fi tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta
   heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta
id Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember
ca gener febrer març abril maig juny juliol agost setembre octubre novembre desembre
"""


@pytest.mark.parametrize("line", re.split(r"\n(?=\S)", MONTHS.strip()), ids=lambda line: line[:2])
def test_months_are_known_by_name(line):
    got = [read(f"2 {name} 2026 10:00 GMT").when for name in line.split()[1:]]
    assert got == [datetime(2026, month, 2, 10, tzinfo=UTC) for month in range(1, 13)]


EARLY, LATE = datetime(2026, 3, 2, 14, tzinfo=UTC), datetime(2026, 3, 3, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("published", "updated", "expected"),
    [
        (["2026-03-02T14:00Z"], "2026-03-03T14:00Z", Dated(EARLY, LATE, "")),
        (["", "2026-03-02T14:00Z"], "", Dated(EARLY, None, "")),
        (["soon", "2026-03-02T14:00"], "", Dated(EARLY, None, NO_ZONE)),
        ([""], "2026-03-03T14:00Z", Dated(LATE, LATE, feed_dates.CHANGE_ONLY)),
        (["soon"], "2026-03-03T14:00", Dated(LATE, LATE, f"{feed_dates.CHANGE_ONLY}; {NO_ZONE}")),
        (["soon"], "", Dated(None, None, feed_dates.UNREADABLE)),
        ([], "later", Dated(None, None, feed_dates.UNREADABLE)),
        ([], "", Dated(None, None, feed_dates.NO_DATE)),
    ],
)
def test_first_readable_date_of_publication_counts_and_else_that_of_the_change(published, updated, expected):
    assert dated(published, updated) == expected
