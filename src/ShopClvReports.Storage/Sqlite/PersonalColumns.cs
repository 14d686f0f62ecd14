namespace ShopClvReports.Storage;

/// <summary>What a column may tell of a customer, and so what becomes of it when one is forgotten.</summary>
enum Personal
{
    /// <summary>The customer's id, which is replaced.</summary>
    Id,

    /// <summary>The customer's id, whose row goes.</summary>
    IdOfRow,

    /// <summary>An order's id, whose row goes with the customer who placed it.</summary>
    OrderOfRow,

    /// <summary>Text that is cleared where it speaks of the customer.</summary>
    Text,

    /// <summary>Text whose row goes where it speaks of the customer.</summary>
    TextOfRow,

    /// <summary>Sees to itself: <see cref="Erasure"/> and <see cref="ErasedRuns"/> know the column by name.</summary>
    Known,

    /// <summary>Readers of reports, who are no customers by that.</summary>
    Reader,

    /// <summary>Words of ours or of the shop, numbers and hashes of them.</summary>
    Plain,

    /// <summary>Encrypted.</summary>
    Sealed,
}

/// <summary>
/// Every column that is a text, a blob or the id of a customer. A test compares it with the tables: a new column is said here, or
/// nothing passes.
/// </summary>
static class PersonalColumns
{
    public static IReadOnlyList<(string Table, string Column, Personal Holds)> All { get; } =
    [
        .. Of(Personal.Id, "orders.customer_id alerts.customer_id customers.merged_into"),
        .. Of(Personal.IdOfRow, "shopify_totals.customer_id"),
        .. Of(Personal.OrderOfRow, "order_companies.order_id order_first_visits.order_id"),
        .. Of(Personal.Text, "runs.reason runs.definition runs.notice runs.follow_up schedules.definition attempts.reply deliveries.reason deliveries.checkpoint"),
        .. Of(Personal.TextOfRow, "quarantine.source quarantine.reason quarantine.body reconciliations.result"),
        .. Of(Personal.Known, "customers.customer_id customers.label customers.name customers.email orders.number order_lines.lines artifact_pieces.data"),
        .. Of(Personal.Known, "obligations.customer_id obligations.email obligations.orders nameless.customer_id forgotten.hash deliveries.customers access_log.customers"),
        .. Of(Personal.Reader, "unsubscribed.address deliveries.destination deliveries.recipient troubles.trouble access_log.place access_log.who obligations.asked_by"),
        .. Of(Personal.Sealed, "shops.secrets channel_settings.box connections.token privacy_exports.box privacy_keys.box"),
        .. Of(Personal.Plain, "shops.domain shops.time_zone shops.currency connections.name connections.scopes connections.problem connections.given_up marketing_spend.month marketing_spend.channel marketing_spend.currency"),
        .. Of(Personal.Plain, "orders.currency orders.channel order_companies.name quarantine.format quarantine.fingerprint schedules.name channel_settings.channel"),
        .. Of(Personal.Plain, "runs.name runs.kind runs.state runs.fingerprint runs.lease artifacts.name artifacts.media_type artifacts.sha256 artifact_pieces.name"),
        .. Of(Personal.Plain, "deliveries.channel deliveries.message deliveries.state deliveries.provider_id deliveries.lease attempts.outcome attempts.provider_id"),
        .. Of(Personal.Plain, "alerts.state alerts.acted_by alert_events.state alert_events.what alert_events.acted_by"),
        .. Of(Personal.Plain, "obligations.kind obligations.state obligations.proof obligations.fingerprint privacy_exports.name privacy_exports.sha256"),
        .. Of(Personal.Plain, "access_log.what erased_shops.domain erased_shops.proof reconciliations.failure shopify_totals.currency variant_costs.currency"),
        .. Of(Personal.Plain, "reconcile_bookmarks.customers_since reconcile_bookmarks.customers_at reconcile_bookmarks.customers_all"),
        .. Of(Personal.Plain, "backfills.problem backfills.lease backfill_windows.kind backfill_windows.step backfill_windows.operation backfill_windows.cursor"),
        .. Of(Personal.Plain, "backfill_windows.problem order_first_visits.source order_first_visits.medium order_first_visits.campaign"),
    ];

    public static IEnumerable<(string Table, string Column)> Holding(Personal what) => All.Where(c => c.Holds == what).Select(c => (c.Table, c.Column));

    static IEnumerable<(string, string, Personal)> Of(Personal holds, string columns) =>
        columns.Split(' ').Select(column => column.Split('.')).Select(parts => (parts[0], parts[1], holds));
}
