/// The style sheet of all pages.
enum HTMLStyle {
  /// The sheet; the banners stand in the margin of every printed page.
  ///
  /// Text and ground differ by at least 7 : 1, so that copies of copies stay readable.
  static func sheet(banners: [String]) -> String {
    let words = banners.joined(separator: "　")
      .replacing("\\", with: "").replacing("\"", with: "").replacing("<", with: "")
      .replacing("\n", with: " ")
    return general + cards + print(words)
  }

  private static let general = """
    :root{--ink:#1b1b1b;--soft:#454545;--line:#8a8a8a;--ground:#fff;--tint:#f2f4f3;--mark:#0b4f6c;\
    --bar:#2f6f4f;--warn:#8a3b00;--bad:#9b1c1c}
    *{box-sizing:border-box}
    body{margin:0;color:var(--ink);background:var(--ground);line-height:1.7;font-size:16px;\
    font-family:"FangSong","仿宋","FangSong_GB2312","STFangsong","Noto Serif CJK SC",\
    "Source Han Serif SC","Songti SC",serif}
    main{max-width:62rem;margin:0 auto;padding:1rem 1.5rem 6rem}
    h1,h2,h3,h4,th,caption,summary,.banner{font-family:"SimHei","黑体","Noto Sans CJK SC",\
    "Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
    h1{font-size:1.7rem;text-align:center;line-height:1.4;margin:1.5rem 0 .5rem;text-wrap:balance;\
    word-break:keep-all}
    h2{font-size:1.25rem;margin:2.4rem 0 .6rem;padding-bottom:.2rem;\
    border-bottom:2px solid var(--ink)}
    h3{font-size:1.05rem;margin:1.6rem 0 .4rem}
    h4{font-size:1rem;margin:1rem 0 .3rem}
    p{margin:.4rem 0}
    ul{margin:.4rem 0;padding-left:1.4rem}
    small{font-size:.85em;color:var(--soft)}
    a{color:var(--mark)}
    code{font-family:"Noto Sans Mono CJK SC",ui-monospace,Menlo,Consolas,monospace;font-size:.88em;\
    overflow-wrap:anywhere}
    .formula{font-family:"Cambria Math","STIX Two Text","Noto Serif CJK SC",serif;\
    overflow-wrap:anywhere}
    .equation{display:flex;flex-wrap:wrap;gap:.3rem .5rem;align-items:start;margin:.4rem 0;\
    padding:.3rem .6rem;background:var(--tint);font-family:"Cambria Math","STIX Two Text",\
    "Noto Serif CJK SC",serif}
    .term{display:inline-grid;justify-items:center;line-height:1.35}
    .term>span:last-child{font-variant-numeric:tabular-nums}
    sub,sup{font-size:.75em;line-height:0}
    .banner{position:sticky;top:0;z-index:5;display:flex;flex-wrap:wrap;gap:.2rem 1.5rem;\
    padding:.35rem 1.5rem;color:#fff;background:#7a1f1f;font-size:.9rem}
    table{border-collapse:collapse;width:100%;margin:.8rem 0 1.4rem;font-size:.93rem;\
    line-height:1.5}
    caption{text-align:left;font-weight:600;padding:.3rem 0}
    th,td{border:1px solid var(--line);padding:.3rem .5rem;vertical-align:top;text-align:left;\
    overflow-wrap:anywhere}
    thead th{background:var(--tint);vertical-align:bottom}
    tbody th{font-weight:500}
    th.group{background:var(--tint);font-weight:600}
    table.wide{font-size:.74rem}table.wide th,table.wide td{padding:.2rem .25rem}\
    table.wide details.card>summary::after{content:""}table.wide td.number{white-space:nowrap}\
    table.wide .open{white-space:normal;font-size:.9rem}
    td.number{text-align:right;font-variant-numeric:tabular-nums lining-nums}
    .note{border:1px solid var(--line);border-left:.4rem solid var(--mark);padding:.4rem .9rem;\
    margin:.8rem 0;background:var(--tint)}
    .note.warning{border-left-color:var(--warn)}
    .note.error{border-left-color:var(--bad)}
    figure{margin:1rem 0}
    figcaption{font-weight:600;margin-bottom:.3rem}
    svg{display:block;width:100%;height:auto}
    svg text{font-family:"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;\
    fill:var(--ink)}

    """

  private static let cards = """
    summary{cursor:pointer}
    summary:focus-visible,a:focus-visible{outline:3px solid #d08a00;outline-offset:2px}
    details:not(.card){margin:.3rem 0}
    details:not(.card)>div{padding:.1rem 0 .3rem 1rem;border-left:2px solid var(--line)}
    details:not(.card)>summary{font-size:.95rem}
    table{position:relative}
    details.card{display:inline-block}
    details.card>summary{display:inline;list-style:none;text-decoration:underline dotted 1px;\
    text-underline-offset:.25em;font-family:inherit}
    details.card>summary::-webkit-details-marker{display:none}
    details.card>summary::after{content:" ▸";font-size:.75em;color:var(--mark)}
    details.card[open]>summary::after{content:" ▾"}
    details.card[open]>summary{background:#fff1cc}
    .open{position:absolute;left:0;right:0;z-index:4;text-align:left;margin-top:.3rem;\
    font-size:.92rem;font-variant-numeric:normal;background:var(--ground);\
    border:1.5px solid var(--ink);\
    box-shadow:0 .5rem 1.5rem rgba(0,0,0,.25);padding:.5rem 1rem .8rem}
    .open p{margin:.25rem 0}
    .open ul{margin:.2rem 0}
    :target{background:#fff1cc;scroll-margin-top:3rem}

    """

  private static func print(_ words: String) -> String {
    """
    @media(max-width:40rem){main{padding:.5rem .7rem 4rem}.open{position:fixed;left:2vw;right:2vw;\
    top:auto;bottom:0;width:auto;max-height:70vh;overflow:auto}table{font-size:.82rem}\
    .frame,.slide{overflow-x:auto}.slide table{min-width:42rem}}
    @page{size:A4;margin:25mm 20mm 22mm 26mm;@top-center{content:"\(words)";\
    font:600 9pt "SimHei","Noto Sans CJK SC",sans-serif;color:#7a1f1f}\
    @bottom-right{content:counter(page) " / " counter(pages);font-size:9pt}}
    @page wide{size:A4 landscape;margin:18mm}
    @media print{body{font-size:11pt;line-height:1.55}main{max-width:none;padding:0}\
    .banner{position:static;color:#7a1f1f;background:none;border:1.5pt solid #7a1f1f}\
    table{font-size:9.5pt}.interactive{display:none}.frame{page:wide}table.wide{font-size:7pt}\
    table.wide th,table.wide td{padding:1.5pt 2pt}\
    thead{display:table-header-group}tr,figure{break-inside:avoid}\
    h1,h2,h3,h4,caption,thead tr,tr:has(>th.group){break-after:avoid}\
    tbody:first-of-type tr:first-child{break-before:avoid}.page{break-after:page}\
    details.card>summary{text-decoration:none}details.card>summary::after{content:""}\
    .open{display:none}\
    a{color:inherit;text-decoration:none}}

    """
  }
}
