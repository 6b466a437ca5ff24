"""The ways through the story that a screen reader is heard on: keys, as a reader presses them."""

from dataclasses import dataclass
from typing import Callable

ENGLISH = "/index.en.html"
JAPANESE = "/index.html"
STUDIO = "/studio.html?lang="

CELLS = """Date,Title,Text,Source
2011-03,The library floods,Water stands in the cellar.,https://www.example.org/flood
3/4/2012,The council votes,It wants a study.,https://www.example.org/vote
"""


@dataclass
class Journey:
    browser: str
    run: Callable
    # How long it takes, roughly: long ones begin first.
    seconds: int
    # True if it goes after the others, with no session beside it.
    alone: bool = False


ALL = {}


def journey(*browsers, seconds=20, alone=False):
    """Lists a function as a journey in these browsers."""

    def add(function):
        for browser in browsers:
            name = f"{browser}-{function.__name__.replace('_', '-')}"
            ALL[name] = Journey(browser, function, seconds, alone)
        return function

    return add


def chart(voice, title="Who has raised what"):
    voice.quietly("ctrl+Home")
    voice.until("h", title)


@journey("firefox", seconds=60)
def first_visit(voice):
    voice.open(ENGLISH)
    voice.note("The first lines, by the down arrow")
    voice.press(*["Down"] * 10)
    voice.note("All headings, by h")
    voice.press("ctrl+Home")
    voice.through("h", "Wrapping to top")


@journey("firefox", seconds=45)
def card(voice):
    voice.open(ENGLISH)
    voice.until("h", "files a complaint about the lamps")
    voice.note("The card, line by line")
    voice.press("Up")
    voice.through("Down", "The board publishes letters", 30)
    voice.note("Its links")
    voice.until("shift+h", "files a complaint about the lamps")
    voice.press("k", "k", "k")
    voice.note("The date's link opens the event")
    voice.until("shift+h", "files a complaint about the lamps")
    voice.press("shift+k")
    voice.press("Return", announces=True)
    voice.press("Down", "Down")


@journey("firefox")
def permalink(voice):
    voice.open(ENGLISH + "#lamps-complaint", aloud="article")
    voice.press("Down", "Down", "Down")


@journey("firefox", "chromium", seconds=30)
def search(voice):
    voice.open(ENGLISH)
    voice.until("b", "Search")
    # Chromium tells the state of the button before or after the focus leaves it for the field, and
    # Orca says only the former.
    voice.press("Return", announces=True, without=["expanded"])
    voice.note("Words that are found")
    voice.type("mirror")
    # The browser selects in one or the other way, and Orca says so or not.
    voice.quietly("ctrl+a")
    voice.note("Words that are not")
    voice.type("qqq")
    voice.until("Tab", "Show all events")
    # The button that was pressed goes, and the focus with it to the first filter. Orca may come to
    # that filter by itself first, and does not say it then.
    first = ["Filter events by who takes part panel.", "Observatory toggle button not pressed."]
    voice.press("Return", announces=True, without=first)
    voice.press("Tab")


@journey("firefox")
def filter(voice):
    voice.open(ENGLISH)
    voice.until("b", "Night Sky Trust")
    voice.press("Return", announces=True)
    voice.press("h", "h", "h")
    voice.until("shift+b", "Night Sky Trust")
    voice.press("Return", announces=True)


@journey("firefox", "chromium", seconds=50)
def chart_by_keys(voice):
    voice.open(ENGLISH)
    chart(voice)
    voice.note("The chart, line by line")
    voice.through("Down", "Place in the timeline", 30)
    voice.note("The same after reading on and coming back")
    voice.until("h", "The trust drops its complaint")
    voice.press("ctrl+Home")
    chart(voice)
    voice.press(*["Down"] * 4)
    voice.note("Bars by Tab; a press, and back")
    chart(voice)
    voice.press("Tab", "Tab")
    voice.press("Return", "Escape", announces=True)
    voice.note("Through time")
    voice.until("Tab", "Through time")
    voice.press("Home", "Right", "Right", "Left", "End")


@journey("firefox")
def play(voice):
    voice.open(ENGLISH)
    chart(voice)
    voice.until("Tab", "Through time")
    voice.press("Left")
    voice.until("shift+Tab", "Play")
    voice.note("One step to the last day, where it stops by itself")
    voice.press("space", announces=True, gap=5)


@journey("firefox")
def table(voice):
    voice.open(ENGLISH)
    chart(voice)
    voice.until("b", "How to read")
    voice.press("space")
    voice.press("t")
    voice.press(*["Down"] * 12)


@journey("firefox", "chromium")
def copy_link(voice):
    voice.open(ENGLISH)
    voice.until("h", "The observatory on Amber Hill is founded")
    voice.until("k", "Copy link")
    voice.press("Return", "Return", announces=True)
    voice.until("k", "Copy link")
    voice.press("Return", announces=True)


# The announcement comes 1.5 seconds after hundreds of texts have changed. If Orca still goes through
# them, it passes over the announcement.
@journey("firefox", alone=True)
def language(voice):
    voice.open(ENGLISH)
    voice.until("b", "日本語")
    voice.press("Return", announces=True)
    voice.press("h", "h")
    voice.until("shift+b", "English")
    voice.press("Return", announces=True)


@journey("firefox", seconds=30)
def without_script(voice):
    voice.open("/plain" + ENGLISH)
    voice.press(*["Down"] * 8)
    chart(voice)
    voice.through("Down", "How to read", 20)
    voice.until("h", "files a complaint about the lamps")
    voice.press("Up")
    voice.through("Down", "The board publishes letters", 30)


@journey("firefox")
def folded(voice):
    voice.open("/folded.html")
    voice.through("h", "Wrapping to top")
    voice.until("b", "Show all")
    voice.press("Return", announces=True)
    voice.press("ctrl+Home")
    voice.press(*["h"] * 6)


@journey("firefox", seconds=40)
def japanese(voice):
    voice.open(JAPANESE)
    voice.press(*["h"] * 8)
    voice.note("カード")
    voice.until("h", "申し立て")
    voice.press("Up")
    voice.press(*["Down"] * 12)
    voice.note("検索")
    voice.press("ctrl+Home")
    voice.until("b", "検索")
    voice.press("Return", announces=True)
    voice.type("qqq")


@journey("firefox", seconds=30)
def both_charts(voice):
    voice.open(ENGLISH)
    chart(voice)
    voice.until("b", "Switch to")
    voice.press("Return", announces=True)
    voice.note("The second chart, line by line")
    voice.press("ctrl+Home")
    voice.until("h", "What they are said to be worth")
    voice.through("Down", "Switch to", 20)
    voice.note("Its table")
    voice.quietly("ctrl+Home")
    voice.until("b", "How to read")
    voice.press("space")
    voice.press("t")
    voice.press(*["Down"] * 8)


@journey("firefox", seconds=40)
def phone(voice):
    voice.open("/phone.html")
    voice.until("h", "The hill")
    voice.until("h", "files a complaint about the lamps")
    voice.note("The strip at the top, and the whole chart over the timeline")
    voice.until("shift+b", "Who has raised what")
    voice.press("Return", announces=True)
    voice.through("Down", "How to read", 20)
    voice.until("shift+b", "Close the chart")
    voice.press("Return", announces=True)


@journey("firefox")
def refused(voice):
    voice.open("/refused.html")
    voice.press(*["Down"] * 4)


@journey("firefox", seconds=70)
def studio_review(voice):
    voice.open(STUDIO + "en")
    voice.note("Start")
    voice.through("Down", "image", 20)
    voice.press("ctrl+Home")
    voice.until("Tab", "Cells")
    voice.fill(CELLS)
    voice.press("Tab")
    voice.press("space", announces=True)
    voice.note("Review: a question, and its answer")
    voice.until("b", "Day first")
    voice.press("space", announces=True)
    voice.note("The table")
    voice.press("t")
    voice.press(*["Down"] * 12)
    voice.note("The headings")
    voice.press("ctrl+Home")
    voice.through("h", "Wrapping")


@journey("firefox", seconds=80)
def studio_desk(voice):
    voice.open(STUDIO + "en")
    voice.until("b", "A small story")
    # The button that was pressed goes, and on a busy machine Orca misses the part that takes the
    # focus.
    voice.quietly("space", announces=True)
    voice.note("The headings")
    voice.press("ctrl+Home")
    voice.through("h", "Wrapping")
    voice.note("From pane to pane")
    voice.press("F6", "F6", "F6", "F6", "F6")
    voice.note("The contents, and the form of an event")
    voice.press(*["Tab"] * 4)
    voice.press("Return", announces=True)
    voice.press(*["Tab"] * 5)
    voice.note("A mistake, and the way to it")
    voice.until("shift+Tab", "Date")
    voice.quietly("ctrl+a")
    # The check runs between the letters, too, and what is said of it depends on their speed.
    voice.type("2019-13", aloud=False)
    voice.until("F6", "Problems")
    voice.press("Down")
    voice.until("b", "Go there")
    voice.press("space", announces=True)


@journey("firefox", seconds=40)
def japanese_chart(voice):
    voice.open(JAPANESE)
    chart(voice, "誰がいくら集めたか")
    # By lines, Orca passes over some descriptions on this page, and not always over the same.
    voice.through("Tab", "切り替え", 20)
    voice.note("日付")
    voice.until("shift+Tab", "時間をたどる")
    voice.press("Home", "Right", "End")
    voice.note("別のグラフと表")
    voice.until("Tab", "切り替え")
    voice.press("Return", announces=True)
    voice.quietly("ctrl+Home")
    voice.until("b", "グラフの見方")
    voice.press("Return", announces=True)
    voice.press("t")
    voice.press(*["Down"] * 8)


@journey("firefox", "chromium", "webkit", seconds=30)
def tree(voice):
    """Not what is said, but the names, roles and states that a browser tells."""
    voice.open(ENGLISH)
    voice.note("Every control")
    voice.tree("The trust files a complaint")
    voice.note("What is new after a press on a bar")
    voice.reach("Tab", "Observatory at least")
    voice.quietly("Return", announces=True)
    voice.tree()
    voice.note("What is new after a press on Search")
    voice.reach("Tab", "Search")
    voice.quietly("Return", announces=True)
    voice.tree()


@journey("firefox", "chromium", "webkit", seconds=20)
def languages(voice):
    """Not what is said, but in which language each passage is."""
    for page in (ENGLISH, JAPANESE):
        voice.open(page)
        voice.languages()


@journey("firefox", seconds=70)
def studio_in_japanese(voice):
    voice.open(STUDIO + "ja")
    voice.note("始める")
    voice.through("Down", "image", 24)
    voice.press("ctrl+Home")
    voice.until("Tab", "entry")
    voice.fill(CELLS)
    voice.press("Tab")
    voice.press("space", announces=True)
    voice.note("確かめる:問いと答え")
    voice.until("b", "2012-04-03")
    voice.press("space", announces=True)
    voice.note("見出し")
    voice.press("ctrl+Home")
    voice.through("h", "Wrapping")


# Transcripts of several browsers that are stored as one text, which names where they differ.
SHARED = {tree: "tree.txt", languages: "languages.txt"}
