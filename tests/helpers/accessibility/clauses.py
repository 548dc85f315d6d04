"""The clauses that the screens answer to, what is asked, and who can say whether it holds: a rule, or a person."""

from dataclasses import dataclass

from tests.helpers.accessibility import rules

BY_PERSON = "a person"
"""No program can judge it: the row says who does and how."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One row of the conformance report."""

    source: str
    number: str
    asked: str
    judged_by: tuple[str, ...] = ()
    """Rules of the judge; empty where no rule can tell."""
    said: str = ""
    """Where it is proven else, who has to judge it and how, or what the verdict leaves out."""

    @property
    def verdict(self) -> str:
        """Who says whether it holds, where nothing was found broken here."""
        if self.judged_by:
            return "holds"
        return "for a person to judge" if self.said.startswith(BY_PERSON) else "shown elsewhere, see right"


EN = "EN 301 549 V3.2.1"
S508 = "Section 508 (36 CFR 1194 App. C)"
WCAG = "WCAG 2.2"
MIIT = "工信厅信管函〔2021〕67号 附件2"
LAW = "无障碍环境建设法 (2023)"

CLAUSES = (
    Clause(EN, "5.1.2.2", "operable without attaching assistive technology", (rules.FIVE_KEYS, rules.NAME),
           "and the whole journey by accessible names alone from another process: campaign assistive"),
    Clause(EN, "5.1.3.1", "all that is shown can be had by ear", (rules.NAME,),
           "what is told; that it is spoken: campaign speech-coverage"),
    Clause(EN, "5.1.3.8, 5.1.3.9", "masked entry and personal data never by loudspeaker unasked", (),
           "tests/unit/speech; campaign canary"),
    Clause(EN, "5.1.4", "a capital H of 0.7 degrees at the given distance: 7.3 mm at 600 mm (长辈模式); else 4.8 mm, "
           "508 402.4", (rules.TEXT_HEIGHT,)),
    Clause(EN, "5.1.5", "what is heard is shown", (), "the VoiceCaption is a scene here (…-said); a person listens: "
           "campaign journeys keeps spoken.txt beside the pictures"),
    Clause(EN, "5.1.6.1", "operable without touch: every function from the keypad", (rules.FIVE_KEYS,),
           "but for signing by hand, whose other way (请人帮忙) is reached"),
    Clause(EN, "5.2", "accessibility features are turned on without a way that needs them", (),
           "modes are on the idle screen, one touch: tests/screens/test_first_screens.py"),
    Clause(EN, "5.3", "biometrics never the only way", (), "no biometrics are used"),
    Clause(EN, "5.5.1, 5.5.2", "parts operated without grasping or pinching; discernible without vision", (),
           f"{BY_PERSON}: of the cabinet and the keypad that a site buys"),
    Clause(EN, "5.6", "locking or toggle controls tell their state", (rules.COLOUR_ALONE,),
           "judged by eye: a chosen one has another sign, line or weight; that it is told as checked: ChoiceTile.qml"),
    Clause(EN, "5.7, 5.8", "key repeat and double strikes can be adjusted", (), "tests/unit/ui/input (touch_rule)"),
    Clause(EN, "5.9", "no two things at once", (), "tests/unit/ui/input (touch_rule): one finger is enough"),
    Clause(EN, "8.3", "reach and clear floor of the stand", (rules.REACH,),
           f"低位 keeps what is pressed below the middle; heights of the stand: {BY_PERSON}, on site"),
    Clause(EN, "8.3.4", "readable from 1 015 mm above the floor", (), f"{BY_PERSON}, on site"),
    Clause(EN, "8.4.1, 8.4.2", "numeric keys and mechanical parts", (), f"{BY_PERSON}: of the keypad that a site buys"),
    Clause(EN, "8.5", "tactile indication of speech mode", (), f"{BY_PERSON}: braille on the cabinet"),
    Clause(S508, "402.1, 402.2", "speech output of all that is needed", (rules.NAME,)),
    Clause(S508, "402.4", "a capital of 3/16 in (4.8 mm), sans serif, contrast to the ground",
           (rules.TEXT_HEIGHT, rules.TEXT_CONTRAST),
           "size and contrast. Sans serif: 长辈模式 and 高对比; in the standard mode titles of 52 px and more are not "
           "(DESIGN 3)"),
    Clause(S508, "407.2", "operable parts contrast visually with what is round them", (rules.LINE_CONTRAST,)),
    Clause(S508, "407.3", "input controls are discernible by touch; no activation by feeling for them",
           (rules.FIVE_KEYS,), f"the keypad is the tactile way; the keypad itself: {BY_PERSON}"),
    Clause(S508, "407.4", "key repeat", (), "tests/unit/ui/input (touch_rule)"),
    Clause(S508, "407.5", "timed response: told by sight and sound, more time for the asking", (),
           "tests/unit/session; the scene overlay-time is judged here"),
    Clause(S508, "407.6", "one hand, no more than 22.2 N", (), f"{BY_PERSON}: of the glass and the keypad"),
    Clause(S508, "407.8", "reach height and depth", (rules.REACH,), f"of the stand: {BY_PERSON}, on site"),
    Clause(WCAG, "1.1.1", "what is no text has a word", (rules.ICON_WORD, rules.NAME)),
    Clause(WCAG, "1.3.1, 4.1.2", "name, role and value are told", (rules.NAME,)),
    Clause(WCAG, "1.3.2, 2.4.3", "reading order and focus order", (rules.FOCUS_ORDER,)),
    Clause(WCAG, "1.4.1", "nothing is meant by colour alone", (rules.COLOUR_ALONE,),
           "what is told apart between neighbours; of what a picture means a person judges"),
    Clause(WCAG, "1.4.3, 1.4.6", "text against its ground: 4.5:1; here 7:1", (rules.TEXT_CONTRAST,)),
    Clause(WCAG, "1.4.4, 1.4.10", "larger text without loss; nothing scrolls sideways", (rules.CLIPPED, rules.OVERLAP)),
    Clause(WCAG, "1.4.11", "outlines of controls 3:1", (rules.LINE_CONTRAST,)),
    Clause(WCAG, "2.1.1, 2.1.2", "all from keys; no trap", (rules.FIVE_KEYS,)),
    Clause(WCAG, "2.2.1", "time can be extended", (), "tests/unit/session"),
    Clause(WCAG, "2.3.1", "no flashing", (), "nothing moves faster than 1 Hz by the tokens; a person looks"),
    Clause(WCAG, "2.4.7, 2.4.13", "the focus is seen", (rules.FOCUS_SEEN,),
           "the ring is measured at one stop of each sight in turn"),
    Clause(WCAG, "2.5.2", "a touch can be taken back", (), "tests/unit/ui/input (touch_rule)"),
    Clause(WCAG, "2.5.5, 2.5.8", "targets of 44 px; here 12.7 mm, elder 20 mm, 2.54 and 5 mm apart",
           (rules.TARGET_SIZE, rules.TARGET_GAP)),
    Clause(WCAG, "3.3.1, 3.3.3", "errors say what is wrong and what helps", (rules.NAME,),
           "that the words help: a person reads"),
    Clause(MIIT, "1.1", "text of 18 dp, to be had in 30 dp", (rules.TEXT_HEIGHT,),
           "18 dp are 2.9 mm of type, 30 dp 4.8 mm: less than a capital of 4.8 mm, and one of 7.3 mm, need"),
    Clause(MIIT, "1.2", "line spacing of 1.3", (), "tokens: type roles of the elder scale"),
    Clause(MIIT, "1.3", "contrast 4.5:1", (rules.TEXT_CONTRAST,)),
    Clause(MIIT, "1.4", "colour never the only carrier", (rules.COLOUR_ALONE,)),
    Clause(MIIT, "1.5, 5.1", "no puzzle to prove one is human", (), "there is none"),
    Clause(MIIT, "2.1", "targets of 60 dp (9.5 mm)", (rules.TARGET_SIZE,)),
    Clause(MIIT, "2.2", "no gesture of three fingers", (), "tests/unit/ui/input (touch_rule)"),
    Clause(MIIT, "2.3", "enough time", (), "300 s, 60 s of warning: tests/unit/session"),
    Clause(MIIT, "2.4", "close buttons of 44 dp", (rules.TARGET_SIZE,)),
    Clause(MIIT, "3.1", "a prominent entry named 长辈版", (),
           "长辈模式 on the idle screen, and under 大字 on every other; the clause's words are 长辈版, 亲情版, 关爱版"),
    Clause(LAW, "第三十三条", "语音、大字、盲文", (rules.TEXT_HEIGHT, rules.NAME),
           "大字 and what speech needs are judged; it names banks, hospitals and stations, not government halls; "
           f"braille on the cabinet: {BY_PERSON}"),
    Clause(LAW, "第三十九条", "现场指导、人工办理 stay", (rules.FIVE_KEYS,),
           f"找人帮忙 is on every screen and reached; that somebody comes: {BY_PERSON}, on site"),
    Clause(LAW, "第四十条", "低位、电子信息显示、手写板、语音提示", (rules.REACH,),
           f"低位 and the screen are judged; the desk and its people: {BY_PERSON}, on site"),
)  # fmt: skip
