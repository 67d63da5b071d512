"""Services and things that no tool reaches."""

ELSEWHERE = frozenset((
    "activecampaign", "adwords", "adyen", "ahrefs", "airtable", "alexa", "amazon", "amplitude", "anydesk",
    "asana", "ashby", "bamboohr", "bank", "basecamp", "bell", "bigcommerce", "bigquery", "billboard",
    "billboards", "bing-ads", "bitbucket", "bitcoin", "bluesky", "bottle", "bottles", "bouquet", "braintree",
    "braze", "cake", "calendly", "canva", "catering", "champagne", "chargebee", "cheque", "chocolates",
    "churnzero", "circleci", "clari", "clearbit", "clickup", "coda", "confluence", "convertkit", "coupon",
    "courier", "credit-card", "crypto", "datadog", "datev", "deel", "dhl", "discord", "docebo", "docusign",
    "drone", "dropbox", "ebay", "eventbrite", "evernote", "facebook", "facebook-ads", "fax", "faxes", "fedex",
    "figma", "flight", "flights", "flowers", "freshbooks", "freshdesk", "gainsight", "gift", "gifts", "gitlab",
    "gong", "google-ads", "google-analytics", "grafana", "gusto", "hamper", "helpscout", "heroku", "hotel",
    "insightly", "instagram", "intercom", "invoice-payment", "jenkins", "keap", "klarna", "klaviyo", "kustomer",
    "lemlist", "lexoffice", "linear", "linkedin-ads", "looker", "lusha", "magento", "mailchimp", "mailgun",
    "marketo", "mastodon", "messenger", "meta-ads", "miro", "mixpanel", "monday.com", "netsuite", "onedrive",
    "opsgenie", "package", "pagerduty", "parcel", "paypal", "personio", "pigeon", "pinterest", "pipedrive",
    "pizza", "pizzas", "planhat", "postcard", "postcards", "poster", "posters", "posthog", "powerbi", "printer",
    "quickbooks", "recurly", "reddit", "redshift", "revolut", "salesloft", "sandwiches", "sap", "semrush",
    "sendgrid", "sentry", "servicenow", "sharepoint", "shopify", "signal", "siri", "skype", "smartsheet",
    "snapchat", "snowflake", "spotify", "squarespace", "statuspage", "stripe", "sugarcrm", "surveymonkey",
    "tableau", "taxi", "teamviewer", "telegram", "threads-app", "tiktok", "tiktok-ads", "todoist", "totango",
    "trello", "tweet", "tweets", "twitter", "uber", "venmo", "vercel", "viber", "victorops", "vimeo", "voucher",
    "webex", "webflow", "wechat", "whatsapp", "wine", "wire", "wix", "woocommerce", "wordpress", "workable",
    "workday", "wrike", "xero", "youtube", "zapier", "zoho", "zoominfo",
))  # fmt: skip
"""Services and things no tool reaches, unless the catalog has a tool with that word."""

THINGS_ELSEWHERE = frozenset((
    "bank", "bell", "billboard", "billboards", "bottle", "bottles", "bouquet", "cake", "catering", "champagne",
    "cheque", "chocolates", "coupon", "courier", "drone", "flight", "flights", "flowers", "gift", "gifts",
    "hamper", "hotel", "package", "parcel", "pizza", "pizzas", "postcard", "postcards", "poster", "posters",
    "printer", "sandwiches", "taxi", "voucher", "wine", "wire",
))  # fmt: skip
"""Those among them that are things: they are asked for only where something is done with them."""
