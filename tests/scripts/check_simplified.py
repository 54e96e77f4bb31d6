#!/usr/bin/env python3
"""What mainland readers see: no computing terms of OpenCC where another sense
is meant, and no words that only Taiwan uses, in any Simplified text of the
pack. A word that fails belongs in knowledge/lexicon/zh/mainland.tsv, or the
Traditional text says it in another way."""
import re
import subprocess
import sys

# OpenCC turns these words of everyday life into terms of computing.
COMPUTING = [
    "在在线", "产在线", "线在线",    # 在線上, 產線上
    "运行(?:行|治疗|任务|人|计划|照护|检验|突袭|包机)", "运行长",  # 執行
    "调用其他", "的调用", "调用铃",   # 呼叫
    "找对象", "看对象", "对象说明",   # 物件: what is for sale
    "创建(?:自信|消息|服务|模型|防护|术语|同)",  # 建立
    "(?<!元)(?<!大)查数据(?!库)", "找数据", "个案数据", "报税数据", "病人数据",
    "(?<!技术)文档",                  # 文件
    "文本",                           # 文字
    "依进程", "清楚进程", "确保进程",  # 程序
    "任务作",                         # 許多工作
    "(?<!程序)接口",                  # 介面
    "堆栈", "元件栈", "盘案", "内核", "几率", "演示文稿", "仿真", "调制速",
    "(?<!药物)交互", "高端", "首席首席", "信息信息", "发送员", "粘贴", "链接",
    "指针", "释出|发布制冷剂", "密钥匙",
    "文件馆", "文件管理师",           # 檔案館
    "(?:请求|逮捕或)支持", "支持其他区域",
]

# Taiwan's words, as they look when only their characters are converted.
TAIWAN = [
    "堆高机", "捷运", "(?<!办)公车", "联结车", "计程车", "游览车", "速克达",
    "机车技师", "煞车", "冷气(?!散失)", "电扶梯", "瓦斯", "磁砖", "石绵",
    "幕帷|帷幕", "鹰架", "工具机", "挖土机", "曳引机", "货柜", "栈板", "泵浦",
    "帮浦", "雷射", "影片剪辑", "部落格", "网路", "软体", "硬体", "资讯", "资料库",
    "程式", "伺服器", "萤幕", "印表机", "滑鼠", "品质", "专案", "行销", "门市",
    "仲介", "饭店", "保全(?!证据)", "咨商", "谘商", "国中", "国小", "幼稚园",
    "高职", "技职", "大专院校", "航太", "飞航", "机师(?!傅)", "空服", "邮差",
    "资安", "人资(?!料|讯|金|格)", "速食", "牠", "纪录", "记帐", "帐", "核发",
    "公部门", "愈", "身分", "复健", "义肢", "(?<!疾)(?<!染)病患", "检体",
    "(?<!皮肤)护理师", "职涯", "志工", "募款", "营建", "营造", "业务代表", "履历",
    "徵|应征", "飞弹", "战车", "砲", "瑜珈", "刺青", "戏院", "安养", "葬仪社",
    "往生", "磁振", "超音波", "巴金森", "思觉失调", "超商", "保母", "房仲", "租屋",
    "宅配", "厢型车", "(?<!食)药局", "自驾", "永续", "郡", "试算表", "殖利率", "擡",
    "舖",
    "您",                             # one way of address, in both scripts
]

# Words cut where they should not be.
CUT = [
    "人力资源(?:料|讯|金)", "后期制作(?:工|品)", "质量控制理", "学生产计划",
    "护学理", "民运营", "换增长", "疾患者", "资历料", "空调空调", "地铁、地铁",
    "生生产", "中药剂师", "保社工", "职业业", "药剂师师", "账账", "食药房",
    "有有效",
]


def texts(program, pack):
    for option in ([], ["--sentences"]):
        dump = subprocess.run([program, "dump", *option, pack], check=True,
                              stdout=subprocess.PIPE).stdout.decode()
        for line in dump.splitlines():
            cells = line.split("\t")
            lang, where, shown = ((cells[0], cells[1], cells[2:]) if option else
                                  (cells[2], cells[0] + " " + cells[1], cells[3:6]))
            if lang == "zh-Hans":
                for text in shown:
                    yield where, text


def main():
    program, pack = sys.argv[1:]
    bad = re.compile("|".join(COMPUTING + TAIWAN + CUT + ["[〈〉「」『』]"]))
    faults = count = 0
    seen = set()
    for where, text in texts(program, pack):
        count += bool(text)
        for found in bad.finditer(text):
            around = text[max(0, found.start() - 12):found.end() + 12]
            if around not in seen:
                seen.add(around)
                faults += 1
                print(f"{where}: '{found[0]}' in '{around}'")
    if count < 8000:
        faults += 1
        print(f"only {count} texts in Simplified")
    print(f"{count} texts in Simplified, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
