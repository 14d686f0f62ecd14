namespace ShopClvReports.Reporting;

public sealed partial record BusinessWords
{
    public static BusinessWords English { get; } = new()
    {
        ChannelsTitle = "Acquisition channels",
        ProductsTitle = "Products",
        CustomerTitle = "Customer",
        SummaryTitle = "Summary",
        Channels = "channels",
        Products = "products",
        Orders = "orders",
        Figures = "figures",
        Channel = "Channel",
        AcquisitionChannel = "Acquisition channel",
        UnknownChannel = "Unknown",
        NewCustomers = "New customers",
        ClvPerCustomer = "CLV per customer",
        Spend = "Marketing spend",
        ClvCac = "CLV:CAC",
        Verdict = "Verdict",
        Healthy = "Healthy",
        Modest = "Modest",
        Unsustainable = "Unsustainable",
        Product = "Product",
        ProductId = "Product ID",
        FirstProduct = "First product",
        Units = "Units",
        TopShare = "Units to the best 20%",
        FirstCustomers = "Customers won",
        RepeatRate = "Ordered again",
        Order = "Order",
        Date = "Date",
        Value = "Value",
        Refunded = "Refunded",
        RunningTotal = "Running total",
        Cancelled = "Cancelled",
        Part = "About",
        What = "Figure or name",
        Amount = "Amount",
        AmountBefore = "Amount before",
        Number = "Number",
        NumberBefore = "Number before",
        Change = "Change",
        Changed = "What changed",
        BestCustomers = "Who matters",
        Tiers = "Who brought it",
        Quiet = "Who is slipping away",
        Revenue = "Revenue",
        NumberOfOrders = "Orders",
        ReturningCustomers = "Returning customers",
        AverageOrderValue = "Average order value",
        CacColumn =
            "What it cost to win a customer is the marketing spend on the channel of the first order in that month, divided by the customers won through it then; blank where no spend is known. CLV:CAC holds the total spent, times the shop's margin, against it: from 3 healthy, from 1 to 3 modest, below 1 unsustainable.",
        FirstProductColumn = "The first product is the dearest line of the first order; gift cards are no product.",
        ChannelsDefinition =
        [
            "A customer belongs to the channel of the first order. New customers are those whose first order lies in the period; CLV per customer is what they have spent up to now, times the shop's margin.",
            "The cost to win a customer (CAC) is the marketing spend of the period divided by the new customers; a month's spend is spread evenly over its days. CLV:CAC from 3 is healthy, from 1 to 3 modest, below 1 unsustainable.",
            "Earned back is the age in calendar months, 0 being the month of the first order, at which the margin of an average new customer has covered the cost; each month is averaged over the customers who have been here that long.",
            "Customers, orders and revenue are of everybody the channel ever won, within the period.",
        ],
        ProductsDefinition =
        [
            "Revenue of a product is price less discounts of the units kept, without shipping, and without tax unless prices include it. Gift cards are no product.",
            "Customers won are those whose first order lies in the period and was mainly for this product: the dearest line of it. Ordered again and CLV per customer, times the shop's margin, look at all they have done since.",
            "The best 20% are the customers who spent most in the whole history. The totals are those of the customers that the products shown won.",
        ],
        CustomerDefinition = ["The running total and what stands above the orders look at the whole history; refunded is all that was given back of an order."],
        SummaryDefinition =
        [
            "Before is the period just before, equally long. New customers ordered for the first time, returning ones had ordered before the period.",
            "Who matters: the five who spent most in the whole history, with their orders and share. Who brought it: customers of each tier by what they spent in the whole history, with an order in the period, and what they brought in it.",
            "Who is slipping away: among the fifth who spent most, those quiet for longer than 90% of gaps at their own rhythm; the amount is what they spent in the year up to the last order, the number the days since.",
        ],
    };
}
