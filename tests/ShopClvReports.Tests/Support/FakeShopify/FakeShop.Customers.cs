namespace ShopClvReports.Tests;

sealed partial class FakeShop
{
    /// <param name="at">When null: now.</param>
    public FakeCustomer AddCustomer(
        string? email = "sanne@example.nl", string? firstName = "Sanne", string? lastName = "de Vries", DateTimeOffset? at = null)
    {
        lock (Gate)
        {
            var since = Second(at ?? Now);
            var customer = new FakeCustomer(NextId())
            {
                Email = email,
                FirstName = firstName,
                LastName = lastName,
                CreatedAt = since,
                UpdatedAt = since,
            };
            Customers.Add(customer.Id, customer);
            Tell("CUSTOMERS_CREATE", NextEvent(), () => WebhookBodies.Customer(this, customer));
            return customer;
        }
    }

    public void Update(FakeCustomer customer, Action<FakeCustomer> change)
    {
        lock (Gate)
        {
            change(customer);
            customer.UpdatedAt = Now;
            Tell("CUSTOMERS_UPDATE", NextEvent(), () => WebhookBodies.Customer(this, customer));
        }
    }

    /// <summary>The orders of one who goes become those of one who stays.</summary>
    public void Merge(FakeCustomer kept, FakeCustomer gone)
    {
        lock (Gate)
        {
            foreach (var order in gone.Orders) order.Customer = kept;
            kept.Orders.AddRange(gone.Orders);
            gone.Orders.Clear();
            Customers.Remove(gone.Id);
            kept.UpdatedAt = Now;
            Tell("CUSTOMERS_MERGE", NextEvent(), () => WebhookBodies.Merged(kept, gone));
        }
    }

    /// <summary>The orders stay, of nobody.</summary>
    public void Delete(FakeCustomer customer)
    {
        lock (Gate)
        {
            foreach (var order in customer.Orders) order.Customer = null;
            customer.Orders.Clear();
            Customers.Remove(customer.Id);
            Tell("CUSTOMERS_DELETE", NextEvent(), () => WebhookBodies.Deleted(customer.Id));
        }
    }

    public FakeVariant AddVariant(string title = "Merino trui", decimal? unitCost = 20m, bool giftCard = false)
    {
        lock (Gate)
        {
            var product = new FakeProduct(NextId(), title, giftCard) { UpdatedAt = Now };
            var variant = new FakeVariant(NextId(), product, "Default Title", $"SKU-{product.Id % 1000}") { UnitCost = unitCost, UpdatedAt = Now };
            product.Variants.Add(variant);
            Products.Add(product);
            return variant;
        }
    }
}
