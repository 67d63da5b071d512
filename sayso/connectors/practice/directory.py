"""The practice directory, all that practice Apollo knows: invented people and companies, every address `.example`."""

from typing import Final, NamedTuple


class Firm(NamedTuple):
    """A company of the directory."""

    name: str
    domain: str
    industry: str
    employees: int
    country: str
    city: str


class Entry(NamedTuple):
    """A person of the directory, at the company of the address's domain."""

    first: str
    last: str
    title: str
    address: str
    phone: str = ""


FIRMS: Final = (
    Firm("Brightwater Clinics", "brightwater.example", "Health", 140, "DE", "Hamburg"),
    Firm("Tessel Robotics", "tessel.example", "Industrial", 420, "DE", "Munich"),
    Firm("Orchard & Pine", "orchardpine.example", "Retail", 12, "UK", "Leeds"),
    Firm("Kestrel Freight", "kestrel.example", "Logistics", 260, "NL", "Rotterdam"),
    Firm("Halden Foods", "halden.example", "Food", 90, "NO", "Oslo"),
    Firm("Lumen Ledger", "lumenledger.example", "SaaS", 75, "DE", "Berlin"),
    Firm("Pagewright", "pagewright.example", "SaaS", 180, "IE", "Dublin"),
    Firm("Corvid Analytics", "corvid.example", "SaaS", 55, "FR", "Lyon"),
    Firm("Nimbus Desk", "nimbusdesk.example", "SaaS", 210, "US", "Boston"),
    Firm("Quillmark", "quillmark.example", "Publishing", 30, "AT", "Vienna"),
    Firm("Saltmarsh Energy", "saltmarsh.example", "Energy", 1_100, "UK", "Aberdeen"),
    Firm("Vento Travel", "vento.example", "Travel", 48, "IT", "Bologna"),
    Firm("Acme", "acme.example", "Manufacturing", 240, "US", "Denver"),
    Firm("Fairlead Shipping", "fairlead.example", "Logistics", 95, "DK", "Aarhus"),
    Firm("Marlow & Finch", "marlowfinch.example", "Consulting", 34, "UK", "London"),
    Firm("Tidewater Software", "tidewater.example", "SaaS", 160, "DE", "Kiel"),
    Firm("Copperleaf Media", "copperleaf.example", "Media", 22, "ES", "Seville"),
    Firm("Northgate Labs", "northgate.example", "Health", 310, "SE", "Gothenburg"),
)

PEOPLE: Final = (
    Entry("Ann", "Keller", "Head of Operations", "ann.keller@brightwater.example", "+49405550101"),
    Entry("Petra", "Lang", "Head of People", "petra.lang@brightwater.example", "+49405550111"),
    Entry("Jonas", "Weiß", "VP Operations", "jonas.weiss@tessel.example", "+497115550102"),
    Entry("Mira", "Demir", "CEO", "mira.demir@tessel.example", "+497115550112"),
    Entry("Oliver", "Pine", "Owner", "office@orchardpine.example", "+441225555010"),
    Entry("Mei", "Tanaka", "Operations Director", "mei.tanaka@kestrel.example", "+31105550104"),
    Entry("Ingrid", "Solberg", "COO", "ingrid.solberg@halden.example", "+4769555105"),
    Entry("Magnus", "Berg", "Finance", "m.berg@halden.example", "+4769555115"),
    Entry("Clara", "Vogt", "VP of Sales DACH", "clara.vogt@lumenledger.example", "+49305550113"),
    Entry("Orla", "Keane", "Partner Manager", "orla.keane@pagewright.example", "+35315550116"),
    Entry("Luc", "Moreau", "VP of Sales France", "luc.moreau@corvid.example", "+33475550117"),
    Entry("Dana", "Whitfield", "VP Customer Experience", "dana.whitfield@nimbusdesk.example", "+15035550107"),
    Entry("Eva", "Gruber", "Managing Director", "eva.gruber@quillmark.example", "+43316555108"),
    Entry("Owen", "Hargreaves", "Director of People", "owen.hargreaves@saltmarsh.example", "+441482555109"),
    Entry("Tamsin", "Shaw", "Site Manager", "t.shaw@saltmarsh.example", "+441482555119"),
    Entry("Giulia", "Ferri", "Owner", "giulia.ferri@vento.example", "+390805550110"),
    Entry("Marco", "Russo", "Sales Manager", "marco.russo@vento.example", "+390805550120"),
    Entry("Robin", "Hale", "VP Sales", "robin.hale@acme.example", "+12065550121"),
    Entry("Kim", "Osei", "Head of Marketing", "kim.osei@acme.example", "+12065550122"),
    Entry("Freja", "Madsen", "VP of Sales Nordics", "freja.madsen@fairlead.example", "+4533550123"),
    Entry("Anton", "Holm", "CEO", "anton.holm@fairlead.example", "+4533550124"),
    Entry("Imogen", "Finch", "Partner", "imogen.finch@marlowfinch.example", "+442075550125"),
    Entry("Rahul", "Menon", "VP of Sales EMEA", "rahul.menon@tidewater.example", "+49895550126"),
    Entry("Lotte", "Brandes", "Head of Onboarding", "lotte.brandes@tidewater.example", "+49895550127"),
    Entry("Inés", "Caballero", "Editor in Chief", "ines.caballero@copperleaf.example", "+34915550128"),
    Entry("Signe", "Lundqvist", "Chief Medical Officer", "signe.lundqvist@northgate.example", "+4685550129"),
    Entry("Emil", "Sandberg", "VP Sales", "emil.sandberg@northgate.example", "+4685550130"),
)
