"""Other names of the keys of the format: synonyms, other languages, other letter case.

This is the only table of such names. It is imported only if a file has a key that the format does not know.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from resume_cli.locale.languages import is_tag
from resume_cli.locale.wording import AVAILABLE, wording
from resume_cli.profile.fields import Field, FieldKind, Item, fields_of, keys_of
from resume_cli.profile.model import Basics, EntryLink, NetworkProfile, Profile, SectionSettings, Skill, SpokenLanguage
from resume_cli.profile.settings import Meta, Variant
from resume_cli.profile.values import BULLET_KEYS, PLACE_KEYS, is_torn
from resume_cli.suggestions import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Folded other names of the keys that several kinds of entries have.
_ANYWHERE = {
    "startDate": """start started startday startmonth startyear begin began begindate from fromdate datefrom since
        startedat startedon 开始 开始时间 开始日期 开始年月 起始 起始时间 起始日期 入职时间 入职日期 入学时间
        入学日期 開始 開始日 開始年月 beginn von seit début inicio desde inizio 시작일 начало""",
    "endDate": """end ended endday endmonth endyear finish finished finishdate to todate dateto till until endedat
        endedon graduation graduationdate graduated completed completiondate 结束 结束时间 结束日期 结束年月
        截止时间 终止时间 离职时间 离职日期 毕业时间 毕业日期 終了 終了日 終了年月 ende bis fin hasta fine 迄
        종료일 конец""",
    "summary": """description desc about overview abstract details content bio profile objective personalstatement
        描述 简介 概述 说明 内容 介绍 摘要 详情 工作描述 项目描述 自我评价 个人简介 个人评价 个人总结 自我介绍
        概要 説明 自己紹介 beschreibung zusammenfassung kurzprofil descripción resumen descrizione
        professionalsummary careersummary executivesummary aboutme 說明""",
    "highlights": """bullets bulletpoints points achievements accomplishments responsibilities duties tasks
        details contributions honors honours 要点 亮点 业绩 工作业绩 主要业绩 成就 成果 主要成就 职责 工作职责
        主要职责 岗位职责 工作内容 主要工作 内容 業務内容 実績 担当業務 aufgaben tätigkeiten erfolge logros
        responsabilidades réalisations 工作內容 工作職責""",
    "keywords": """technologies tech techstack stack tools skills items list 关键词 关键字 技术 技术栈 工具
        使用技术 技術 使用技術 キーワード schlagworte stichworte technologien werkzeuge tecnologías 關鍵字 技能""",
    "url": """companyurl companywebsite institutionurl projecturl link website webpage homepage web site href uri
        blog 网址 链接 主页 网站 个人网站 个人主页 博客 ウェブサイト webseite enlace""",
    "location": """place city town where address residence joblocation schoollocation 地点 地址 城市 所在地
        工作地点 所在城市 现居地 居住地 住址 通讯地址 住所 場所 勤務地 ort adresse anschrift wohnort standort lieu
        ville lugar ciudad dirección 地點""",
    "position": """title jobtitle role designation occupation 职位 职务 岗位 职称 头衔 角色 担任职务 职位名称
        岗位名称 役職 職種 職位 stelle funktion rolle berufsbezeichnung tätigkeit poste puesto cargo positiontitle
        職稱 직책 직위 должность""",
    "department": """team division faculty lab laboratory school college 部门 所属部门 院系 学院 系 团队 部署 部門
        学部 abteilung fachbereich fakultät département departamento""",
    "score": "promedio gpa cgpa grade grades mark marks result 成绩 绩点 分数 平均分 平均绩点 成績 durchschnitt nota",
    "courses": """materias coursework modules subjects 课程 主修课程 主要课程 专业课程 核心课程 科目 kurse
        schwerpunkte cursos""",
    "email": "mail emailaddress mailaddress 邮箱 邮件 电子邮件 电子邮箱 邮箱地址 メール メールアドレス correo",
    "phone": """tel telephone telephonenumber phonenumber mobile mobilephone mobilenumber cell cellphone handy
        telefon telefonnummer mobil 电话 手机 手机号 手机号码 联系电话 电话号码 電話 電話番号 携帯 携帯電話
        teléfono téléphone phonenumbers 手機""",
    "date": """issued issuedate issuedon awarded dateawarded dateissued obtained received released dateof 获得时间
        颁发时间 获奖时间 取得时间 取得日 受賞日""",
    "releaseDate": """published publicationdate publishdate publishedon datepublished released 发表时间 出版时间
        发表日期 発表日 出版年""",
}
#: Folded names of keys that may hold either one date or a whole period.
_TIMES = """employmentperiod date dates when period duration daterange timeperiod timespan time year years 时间
    日期 起止时间 起止日期 时间段 年份 年月 期间 期間 日付 zeitraum datum jahr fecha año periode"""

#: Folded other names by class, which take precedence over `_ANYWHERE`.
_BY_CLASS: dict[str, dict[str, str]] = {
    "Profile": {
        "meta": "metadata 元数据",
        "basics": """basicinfo basicinformation personal personalinfo personalinformation personaldetails person
            contact contactinfo contactdetails header about me profile 基本信息 个人信息 基本资料 个人资料
            个人情况 联系方式 基本情報 個人情報 persönlichedaten kontakt kontaktdaten""",
        "work": """الخبرة الخبرات الخبرةالمهنية experience workexperience workhistory employment employmenthistory
            jobs career careerhistory professionalexperience positions 工作 工作经历 工作经验 职业经历 任职经历
            实习 实习经历 職歴 職務経歴 berufserfahrung beruf werdegang internships experiencia 經歷 工作經驗""",
        "volunteer": "volunteering volunteerwork volunteerexperience 志愿者 志愿服务 志愿经历 志愿活动 志愿者经历",
        "education": """التعليم المؤهلات educationhistory schools school studies academics academicbackground 教育
            教育经历 教育背景 学历 学习经历 学歴 ausbildung bildung studium formation formación""",
        "awards": """honors honours prizes honorsandawards 获奖 奖项 荣誉 获奖经历 荣誉奖项 奖励 受賞 受賞歴
            preise honors&awards awards&honors 獲獎""",
        "certificates": """certifications certification certs licenses licences licensesandcertifications 证书
            资质 职业资格 资格 資格 免許 licenses&certifications certifications&licenses 證照""",
        "publications": "papers articles 论文 发表论文 出版物 学术论文 著作 論文 著書 publikationen",
        "skills": """المهارات skillset technicalskills competencies expertise 技能 技术 技能特长 技术栈 掌握技能
            スキル fähigkeiten""",
        "languages": "spokenlanguages languageskills 语言 外语 外语能力 語学 言語 sprachkenntnisse",
        "interests": "hobbies hobby 兴趣 爱好 特长爱好 趣味 hobbys",
        "references": "referees 证明人 推荐 推薦者",
        "projects": "projectexperience personalprojects sideprojects 项目 项目经验 个人项目 プロジェクト 專案",
        "patents": "专利成果 发明专利 特許",
        "contributions": "opensource opensourcecontributions oss 开源 开源项目",
        "talks": "presentations speaking speeches lectures 报告 讲座 学术报告 講演 vortrag",
    },
    "Basics": {
        "name": "fullname 姓名 名字 氏名 名前 nombre nom nome имя الاسم שם 이름",
        "aka": "alternatename othernames 别名 曾用名",
        "label": "headline title tagline jobtitle role occupation position 头衔 职位 职称 求职意向 应聘职位 目标职位",
        "image": "picture photo avatar portrait photograph headshot profilepicture 照片 头像 相片 写真 foto",
        "profiles": """social socials socialmedia socialnetworks networks accounts links profile 社交账号 社交媒体
            账号""",
        "url": "links",
        "details": "personaldetails 其他信息 weitereangaben",
    },
    "Location": {
        "address": "street streetaddress addressline line1 街道 地址 详细地址 straße strasse",
        "postalCode": "zip zipcode postcode postal plz 邮编 邮政编码 郵便番号",
        "city": "town locality 城市 市 ort stadt",
        "region": "state province county 省 省份 州 bundesland",
        "country": "国家 land país pays",
    },
    "NetworkProfile": {
        "network": "name label title site platform service 平台 网络 名称",
        "username": "user handle account login id 用户名 账号 帐号",
    },
    "EntryLink": {"label": "name title text 名称 标题"},
    "Work": {
        "name": """company employer companyname employername organization organisation firm 公司 公司名称 单位
            工作单位 雇主 企业 机构 会社 会社名 企業 firma arbeitgeber unternehmen entreprise employeur empresa
            azienda 公司名稱 單位 회사 회사명 компания""",
        "roles": "positions jobs promotions 职位经历",
    },
    "Role": {"position": "name"},
    "Volunteer": {"organization": "name company institution association 组织 机构 单位 团体"},
    "Education": {
        "institution": """uni school university college name schoolname almamater academy organization 学校 院校
            大学 学校名称 毕业院校 学校名 大学名 hochschule universität universidad université école 學校 學校名稱
            학교""",
        "area": """bereich fachrichtung major field fieldofstudy study subject program programme discipline
            specialization concentration 专业 所学专业 主修 专业名称 専攻 学科 fach studiengang studienfach
            carrera 科系 系所 전공""",
        "studyType": """studienart degree degreetype type level qualification diploma title 学历 学位 abschluss
            diplôme título 學歷 學位""",
        "thesis": "thesistitle dissertation 论文 毕业论文 学位论文 卒業論文 abschlussarbeit",
        "advisor": "adviser supervisor mentor tutor 导师 指导老师 指导教师 指導教員 betreuer",
    },
    "Award": {
        "title": "name award prize 名称 奖项 奖项名称 获奖名称 賞名",
        "awarder": "issuer organization organisation institution organizer by 颁发机构 授予单位 颁奖单位",
    },
    "Certificate": {
        "name": "title certificate certification 名称 证书 证书名称",
        "date": "startDate",
        "issuer": """organization organisation authority issuedby issuingorganization by provider 颁发机构
            发证机构 aussteller""",
        "expires": """endDate expiry expirydate expiredate expirationdate expiration expireson expiresat
            validuntil validto validtill 有效期 有效期至 到期时间 到期日 有効期限 gültigbis""",
        "id": """credentialid credential number certificateid certificatenumber licensenumber licencenumber no
            serial 编号 证书编号 证书号 nummer""",
    },
    "Publication": {
        "name": "title paper 标题 题目 论文题目 名称 titel título",
        "authors": "by writers 作者 著者 autoren autores",
        "publisher": """journal venue conference booktitle publication magazine 期刊 会议 出版社 刊物 雑誌 verlag
            zeitschrift""",
        "issue": "number no",
        "volume": "vol",
    },
    "Skill": {
        "name": "skill category group area title type 名称 技能 类别 分类 kategorie",
        "level": "proficiency 熟练度 熟练程度 程度 水平 niveau nivel",
        "keywords": "details 内容",
    },
    "SpokenLanguage": {
        "language": "name 语言 语种 名称 言語 sprache langue idioma",
        "fluency": "level proficiency 水平 程度 熟练度 熟练程度 等级 レベル niveau sprachniveau nivel",
        "certificate": "certification exam test 证书 考试",
    },
    "Interest": {"name": "interest title hobby 名称 兴趣 爱好"},
    "Reference": {
        "name": "fullname 姓名 氏名",
        "reference": "summary description text quote statement recommendation testimonial 推荐语 评价",
    },
    "Project": {
        "name": "title project projectname 名称 项目名称 项目 プロジェクト名 projekt",
        "roles": "position title 角色 担任角色 项目角色",
        "entity": "company organization organisation client customer employer 公司 单位 客户 kunde firma",
        # A project has a description where other entries have a summary.
        "description": "summary " + _ANYWHERE["summary"],
    },
    "Patent": {
        "title": "name 名称 专利名称",
        "number": "patentnumber publicationnumber no 专利号 公开号 公告号",
        "application": "applicationnumber 申请号",
        "filed": "filingdate fileddate applicationdate 申请日 申请日期",
        "published": "publicationdate publisheddate 公开日 公布日",
        "granted": "grantdate granteddate issued issuedate 授权日 授权公告日",
        "assignee": "applicant owner 专利权人 申请人",
        "inventors": "发明人",
        "status": "legalstatus 法律状态 状态",
        "office": "country jurisdiction",
    },
    "Contribution": {"name": "project title repository repo 项目 项目名称", "role": "position title 角色"},
    "Talk": {
        "title": "name topic 题目 主题 标题",
        "event": "conference venue meeting meetup 会议 活动 veranstaltung",
    },
    "SectionSettings": {"title": "heading 标题", "entries": "items 条目", "breakBefore": "pageBreak"},
    "Variant": {"label": "headline"},
    "Meta": {"languages": "lang langs", "paper": "papersize"},
}
#: Facts about a person that belong in `details`. The labels in the wording of each language are added in `_details`.
_DETAILS = {
    "birthDate": "birthday dateofbirth dob born 生日 出生 出生年月 geboren",
    "birthPlace": "placeofbirth",
    "gender": "sex",
    "nationality": "citizenship",
    "maritalStatus": "familystatus civilstatus 婚否 婚姻",
    "drivingLicence": "drivinglicense driverslicense driverlicense driverslicence licence",
    "workPermit": "visa visastatus workauthorization workauthorisation",
    "militaryService": "",
    "politicalStatus": "",
    "ethnicity": "",
    "registeredResidence": "hukou 户口 户籍",
    "availability": "availablefrom noticeperiod startdate 到岗时间",
    **dict.fromkeys("age 年龄 籍贯 身高 体重 健康状况 工作年限".split(), ""),
}
#: Networks whose names are used as keys in many files, as in `github: ada`.
_NETWORKS = {
    fold(name): name
    for name in """GitHub GitLab LinkedIn Twitter X ORCID StackOverflow Xing Mastodon Bluesky WeChat QQ Kaggle Gitee
        Medium Facebook Instagram Telegram Skype 微信 知乎 微博 掘金 CSDN""".split()
}
_NAME_PARTS = {
    "first": "firstname givenname forename vorname prénom 名",
    "last": "lastname familyname surname nachname 姓",
}
#: Lists that may be written as one mapping, with the fields that its keys and its values belong to.
PAIRS: Mapping[type[Item] | None, tuple[str, str]] = {
    NetworkProfile: ("network", "username"),
    EntryLink: ("label", "url"),
    Skill: ("name", "keywords"),
    SpokenLanguage: ("language", "fluency"),
}
_SETTINGS = frozenset({Meta, Variant, SectionSettings})
_SCALARS = (str, int, float)
_ONE_WORD = frozenset({FieldKind.WORD, FieldKind.NUMBER, FieldKind.FLAG, FieldKind.LIMITS, FieldKind.FREE})
_LISTS = frozenset({FieldKind.TEXTS, FieldKind.BULLETS, FieldKind.LINKS, FieldKind.WORDS})


def named(of: type[Item], key: str) -> Field | None:
    """Return the field with a key, the likeliest field if the key is another name, or None."""
    return keys_of(of).get(key) or next(iter(meant(of, key)), None)


def meant(of: type[Item], key: str) -> tuple[Field, ...]:
    """Return the fields that an unknown key of a class may mean, the likeliest first."""
    # People disable a key by putting such a prefix before it.
    return () if key.startswith(("_", "x-", "#", "//", "$")) else _others(of).get(fold(key), ())


def fits(field: Field, value: object, *, colons: bool = False) -> bool:
    """Return whether a plain value has the shape of a field, so that reading it there causes no error.

    With `colons`, a mapping may be a text that was split at an unquoted colon.
    """
    is_one = isinstance(value, _SCALARS) and not isinstance(value, bool)
    match value:
        case _ if field.kind in {FieldKind.ITEM, FieldKind.FACTS}:
            return isinstance(value, Mapping) or (is_one and bool(field.shorthand_key))
        case list() if field.kind is FieldKind.ITEMS:
            texts = (str, type(None)) if field.shorthand_key else (type(None),)
            return all(isinstance(each, (Mapping, *texts)) or each == "" for each in value)
        case list() if field.kind in _LISTS:
            return all(_is_element(field, each, colons=colons) for each in value)
        case Mapping() if field.kind is FieldKind.ITEMS:
            return set(value) == {"from"} or are_pairs(field, value)
        case Mapping() if field.name == "location" and not value.keys().isdisjoint(PLACE_KEYS):
            return True
        case Mapping():
            return _is_text(value, _SCALARS if field.kind not in _LISTS else (*_SCALARS, list))
        case _:
            return is_one and (field.kind is not FieldKind.ITEMS or bool(field.shorthand_key))


def are_pairs(field: Field, value: Mapping[str, object]) -> bool:
    """Return whether a mapping may replace a list, from names to one text each or from skills to several."""
    held = [each for inner in value.values() for each in (inner if isinstance(inner, list) else [inner])]
    lists = field.of is not Skill and any(isinstance(inner, list) for inner in value.values())
    return field.of in PAIRS and not lists and all(isinstance(each, str) for each in held)


def is_time(of: type[Item], key: str) -> bool:
    """Return whether a key may hold a period, in a class that has a start and an end date."""
    return {"start_date", "end_date"} <= {*fields_of(of)} and fold(key) in _TIMES.split()


def detail(key: str) -> str:
    """Return the key of `basics.details` that a key of `basics` or of the profile means, or an empty string."""
    return "" if key.startswith("_") else _details().get(fold(key), "")


def network(key: str) -> str:
    """Return the network that a key of `basics` names, or an empty string."""
    name = fold(key)
    return "" if key.startswith("_") else _NETWORKS.get(name, _NETWORKS.get(name.removesuffix("url"), ""))


def is_about_person(key: str) -> bool:
    """Return whether a key is another name of `basics`, such as `contact`."""
    return keys_of(Profile)["basics"] in meant(Profile, key)


def part_of_name(key: str) -> str:
    """Return `first` or `last` if a key of `basics` holds that part of a name, or an empty string."""
    return next((part for part, names in _NAME_PARTS.items() if fold(key) in names.split()), "")


def _is_element(field: Field, value: object, *, colons: bool) -> bool:
    """Return whether a value may be an element of a list of texts, or a list of bullets within a bullet."""
    bullets = (list,) if field.kind is FieldKind.BULLETS else ()
    if not isinstance(value, Mapping):
        return value is None or isinstance(value, (*_SCALARS, *bullets))
    if colons and len(value) == 1:
        key, inner = next(iter(value.items()))
        if isinstance(inner, (str, type(None))) and is_torn(key):
            return True
    return _is_text({key: inner for key, inner in value.items() if key not in BULLET_KEYS}, (*_SCALARS, *bullets))


def _is_text(value: Mapping[str, object], held: tuple[type, ...] = _SCALARS) -> bool:
    """Return whether all keys of a mapping are language tags with values of the types `held`."""
    return all(is_tag(key, ()) and (each is None or isinstance(each, held)) for key, each in value.items())


@cache
def _others(of: type[Item]) -> Mapping[str, tuple[Field, ...]]:
    """Return the fields that each folded name may mean, in the order of `_names`."""
    keys, found = keys_of(of), dict[str, list[Field]]()
    for key, names in _names(of):
        for name in names.split() if key in keys else ():
            fields = found.setdefault(fold(name), [])
            if keys[key] not in fields:
                fields.append(keys[key])
    return {name: tuple(fields) for name, fields in found.items()}


def _names(of: type[Item]) -> Iterator[tuple[str, str]]:
    """Yield keys, each with other names of it. The class need not have all of these keys."""
    keys = keys_of(of)
    yield from zip(keys, keys, strict=True)
    yield from _BY_CLASS.get(of.__name__, {}).items()
    if of not in _SETTINGS:
        yield from _ANYWHERE.items()
        yield next((key for key in ("date", "releaseDate", "startDate") if key in keys), ""), _TIMES
    if of in {Profile, Basics}:
        for tables in (wording(language).tables for language in AVAILABLE):
            titles = {**tables["sections"], **(tables["labels"] if of is Basics else {})}
            yield from ((key, fold(str(title))) for key, title in titles.items())
    words = (*_BY_CLASS.get(of.__name__, {}).items(), *(_ANYWHERE.items() if of not in _SETTINGS else ()))
    for key, names in words:
        yield key, " ".join(f"{name}s" for name in names.split())
    for key, field in keys.items():
        if field.kind not in _ONE_WORD:
            yield key, f"{key}list {key}s" if not key.endswith("s") else f"{key}list {key.removesuffix('s')}"


@cache
def _details() -> Mapping[str, str]:
    found = {fold(name): key for key, names in _DETAILS.items() for name in (key, *names.split())}
    for language in AVAILABLE:
        for key, label in wording(language).tables["details"].items():
            found.setdefault(fold(str(label)), key)
    return found
