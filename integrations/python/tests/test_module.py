"""The module, with the command that the variable EXPLAINER names."""

import json
import tempfile
import unittest
from pathlib import Path

import explainer_widget as explainer

ROOT = Path(__file__).parents[3]
STORY = ROOT / "examples/yen-and-banks.json"
MISTAKES = ROOT / "tests/fixtures/stories/mistakes.json"
EVENTS = [
    {"date": "1871-06", "title": "The yen", "body": "A currency.", "source": "Mint"},
    {
        "date": "1882-06",
        "title": "A bank, “central”",
        "body": "Capital, 10 million.",
        "source": "Bank",
    },
]
AMOUNTS = [
    {
        "actor": "Bank of Japan",
        "measure": "capital",
        "date": "1882-06",
        "low": 10_000_000,
        "source": "Bank",
    }
]
OPTIONS = {"lang": "en", "currency": "JPY"}


class Module(unittest.TestCase):
    def test_every_form_of_a_story_is_the_same_story(self):
        text = STORY.read_text(encoding="utf-8")
        forms = [STORY, str(STORY), text, text.encode(), json.loads(text), explainer.Story(STORY)]
        made = {explainer.render(form, "en") for form in forms}
        self.assertEqual(len(made), 1)
        self.assertIn('class="ex-headline">The yen and three banks<', made.pop())
        self.assertEqual(len({explainer.pack(form) for form in forms}), 1)

    def test_other_forms_of_output(self):
        story = explainer.Story(STORY)
        self.assertTrue(story.render("ja", format="svg").startswith("<svg"))
        self.assertIn("<h3", story.render("en", heading_level=3))
        self.assertNotEqual(story.render("en", fold=True), story.render("en"))

    def test_problems_have_places_and_fixes(self):
        self.assertEqual(explainer.check(STORY), [])
        problems = {problem.code: problem for problem in explainer.check(MISTAKES)}
        date = problems["bad-date"]
        self.assertEqual(
            (date.severity, date.line, date.column, date.path), ("error", 66, 15, "events[2].date")
        )
        self.assertIn("omit the day", date.help)
        self.assertTrue(date.why)

    def test_a_story_with_errors_raises_the_report(self):
        for refused in (explainer.render, explainer.pack):
            with self.assertRaises(explainer.StoryError) as caught:
                refused(MISTAKES)
            self.assertEqual(caught.exception.exit_code, 1)
            self.assertIn("error[bad-date]: `2020-10-32` does not exist", str(caught.exception))
            self.assertIn("mistakes.json:66:15", str(caught.exception))
        with self.assertRaises(explainer.StoryError) as caught:
            explainer.render("no-such-file.json")
        self.assertEqual(caught.exception.exit_code, 2)

    def test_a_file_s_name_is_no_option(self):
        with self.assertRaises(explainer.StoryError) as caught:
            explainer.check("--version")
        self.assertEqual(caught.exception.exit_code, 2)

    def assert_is_made(self, story):
        self.assertEqual([event["date"] for event in story.data["events"]], ["1871-06", "1882-06"])
        self.assertEqual(story.data["events"][1]["title"], {"en": "A bank, “central”"})
        self.assertEqual([amount["low"] for amount in story.data["observations"]], [10_000_000])
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "made.json")
            story.save(path)
            self.assertEqual(json.loads(path.read_text(encoding="utf-8")), story.data)

    def test_lists_of_dictionaries_become_a_story(self):
        story = explainer.from_frames(EVENTS, AMOUNTS, **OPTIONS)
        self.assert_is_made(story)
        self.assertTrue(all("/" not in note.split(":")[0] for note in story.notes), story.notes)

    def test_frames_of_pandas_become_the_same_story(self):
        import pandas

        frames = pandas.DataFrame(EVENTS), pandas.DataFrame(AMOUNTS)
        story = explainer.from_frames(*frames, **OPTIONS)
        self.assert_is_made(story)
        self.assertEqual(story.data, explainer.from_frames(EVENTS, AMOUNTS, **OPTIONS).data)

    def test_dates_and_gaps_of_pandas(self):
        import pandas

        days = pandas.to_datetime(["1882-06-27", "1872-11-15"])
        frame = pandas.DataFrame({"date": days, "title": ["B", "A"]})
        frame["end date"] = [pandas.NaT, pandas.Timestamp("1872-11-30")]
        story = explainer.from_frames(frame, lang="en")
        dates = [event["date"] for event in story.data["events"]]
        self.assertEqual(sorted(dates), ["1872-11-15/1872-11-30", "1882-06-27"])

    def test_columns_are_named_by_the_author(self):
        rows = [{"When it was": "1871", "Headline": "The yen"}]
        columns = {"date": "When it was", "title": "Headline"}
        story = explainer.from_frames(rows, lang="en", columns=columns)
        self.assertEqual(story.data["events"][0]["title"], {"en": "The yen"})

    def test_a_story_shows_itself(self):
        shown = explainer.Story(STORY, lang="en")._repr_html_()
        self.assertIn(explainer.render(STORY, "en"), shown)
        self.assertIn(".ex-headline", shown.split("</style>")[0])
        self.assertNotIn("<script", shown)
        self.assertEqual(
            repr(explainer.Story(STORY)), "Story('yen-and-banks', 11 events, ['ja', 'en'])"
        )


if __name__ == "__main__":
    unittest.main()
