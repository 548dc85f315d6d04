"""Words and rows for the gallery of controls; synthetic, as everything in tests."""

from dataclasses import dataclass

WORDS: dict[str, object] = {
    "place": "槐树里社区便民服务", "shortPlace": "槐树里社区", "machine": "河北省 · 3 号自助机", "online": "已联网",
    "display": "大字 · 显示", "submit": "确认提交", "busy": "正在交", "offReason": "先签名", "home": "首页",
    "reason": "字看得清", "again": "重新签", "progress": "办件进度查询", "progressLine": "刷身份证就能看",
    "hold": "按住显示", "steps": ["认人", "填写", "核对签字", "提交"], "position": "第 3 问，共 4 问", "group": "保障与照护",
    "care": "医疗", "examples": "医保报销、异地备案", "one": "一", "two": "二", "insurance": "社保", "back": "今天 18 时后恢复",
    "report": "诉求上报", "offlineToo": "断网也能办", "storable": "可先存", "pay": "交水电暖气费", "applicant": "申请人",
    "masked": "张*", "fromCard": "来自身份证", "idNumber": "身份证号", "maskedId": "1301**********1234", "address": "现住址",
    "typed": "槐树里社区3号楼", "addressHelp": "写到门牌号，例如“3号楼2单元201”", "phone": "手机号",
    "digitsMissing": "还差 7 位数字", "toCard": "打到社保卡", "toCardLine": "尾号 6620，每月 10 号到账", "reading": "在读",
    "satisfied": "满意", "understood": "我看明白了", "caption": "请把身份证放在读卡区", "pill": "正在办", "paused": "暂停",
    "secondsLeft": "秒后退出", "toast": "网络好了，刚才存下的 3 件已自动交完", "sign": "请用手指在这里签名",
    "where": "读卡区在这里", "whereLine": "屏幕右下方，正亮着橙色的灯", "movements": ["放上去", "听到“嘀”一声", "把卡收好"],
    "slip": "小票正从左下方出来", "slipLine": "停住再撕，大约还要 3 秒", "clear": "清空", "backspace": "退一位",
    "stillThere": "您还在吗？", "stillThereText": "点一下屏幕，就能接着办。\n填好的内容都还在。", "here": "我还在，接着办",
    "leave": "不办了，清除并退出", "kept": "没人回应时，本机会先把您填的内容加密存 30 分钟，再回到首页。", "goBack": "返回",
    "readAloud": "读给我听", "help": "找人帮忙", "pinyin": "拼音", "english": "英文", "chinese": "中文",
    "space": "空格 · 选第一个", "done": "填好了", "close": "收起", "more": "更多字",
}  # fmt: skip


@dataclass(frozen=True)
class Spot:
    spot: str
    icon: str
    text: str
    state: str


@dataclass(frozen=True)
class Stage:
    title: str
    line: str
    state: str
    mark: str = ""
    pill: str = ""


@dataclass(frozen=True)
class Span:
    label: str
    mark: str
    state: str


RAIL = (
    Spot("receipt", "receipt", "小票口", "rest"),
    Spot("scanner", "qr-scan", "扫码窗", "rest"),
    Spot("card", "id-card", "身份证放这里", "wanted"),
)
FAULTY_RAIL = (
    Spot("receipt", "warning", "小票口：没纸", "fault"),
    Spot("scanner", "qr-scan", "扫码窗", "rest"),
    Spot("card", "id-card", "身份证 / 社保卡", "rest"),
)
STAGES = (
    Stage("街道 初审通过", "4月24日", "done"),
    Stage("区民政局 正在审核", "预计 5月8日前", "current", pill="正在办"),
    Stage("区财政局 拨款", "审完后 5 个工作日内", "todo", mark="3"),
)
SPANS = (
    Span("社区", "", "done"),
    Span("街道", "", "done"),
    Span("区民政局", "正在办", "current"),
    Span("区财政局", "4", "todo"),
    Span("发放", "5", "todo"),
)
