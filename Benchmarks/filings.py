#!/usr/bin/env python3
"""Makes large filings for the whole program: filings.py FOLDER [LEGS].

legs/   a filing of one airline for illustrative/flight-legs, with so many flight legs
"""

import pathlib
import random
import sys

BOM = "\ufeff"


def start(folder: pathlib.Path, method: str, period: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = f"{BOM}项目,内容\n报告主体,测速\n方法学,{method}\n报告期,{period}\n"
    (folder / "filing.csv").write_text(text, encoding="utf-8")


def legs(folder: pathlib.Path, count: int) -> None:
    start(folder, "illustrative/flight-legs", "2022")
    rng = random.Random(7)
    types = ["A330", "B787", "A320", "B737", "B747F", "B737F", "E190", "ARJ21", "新舟60"]
    purposes = ["商业"] * 20 + ["专机", "救援", "试飞", "调机", "返航"]
    airports = ["PEK", "SHA", "CAN", "XIY"] * 4 + ["HKG", "NRT"]
    (folder / "facility.csv").write_text(f"{BOM}设施 facility,名称\nF1,测速\n", encoding="utf-8")
    classes = ["宽体", "窄体", "大型货机", "小型货机", "支线", "ARJ21与新舟60"]
    rows = "".join(f"F1,{name},{name}\n" for name in classes)
    (folder / "class.csv").write_text(f"{BOM}设施 facility,机型分类 class,名称\n{rows}", encoding="utf-8")
    with (folder / "leg.csv").open("w", encoding="utf-8") as file:
        file.write(
            f"{BOM}设施 facility,航段 leg,日期,机型,飞行性质 性质,起飞机场 起飞,"
            "到达机场 到达,燃油消耗量 FC [t],业载 M [t],航距 L [km]\n"
        )
        for leg in range(count):
            file.write(
                f"F1,{leg + 1},2022-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d},"
                f"{rng.choice(types)},{rng.choice(purposes)},{rng.choice(airports)},"
                f"{rng.choice(airports)},{rng.randint(300, 60_000) / 1000:.3f},"
                f"{rng.randint(1, 300) / 10:.1f},{rng.randint(200, 4000)}\n"
            )


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    legs(folder / "legs", int(sys.argv[2]) if len(sys.argv) > 2 else 300_000)


if __name__ == "__main__":
    main()
