namespace ShopClvReports.Tests;

sealed partial class FakeShop
{
    /// <summary>An order is placed.</summary>
    /// <param name="at">When null: now. An earlier one is history: created and last changed then.</param>
    /// <param name="paid">When null: all of it, at once.</param>
    /// <param name="lines">When null: one, of the total.</param>
    /// <param name="with">Sets what else there is to say, before anybody hears of it.</param>
    public FakeOrder AddOrder(
        FakeCustomer? customer = null, decimal total = 100m, DateTimeOffset? at = null, decimal? paid = null,
        IReadOnlyList<FakeLine>? lines = null, Action<FakeOrder>? with = null)
    {
        lock (Gate)
        {
            var placed = Second(at ?? Now);
            var order = new FakeOrder(NextId())
            {
                Name = $"#{1001 + Orders.Count}",
                Customer = customer,
                Email = customer?.Email ?? "gast@example.nl",
                Address = new FakeAddress(customer?.FirstName ?? "Gast", customer?.LastName ?? "Zonder Account"),
                Currency = Currency.Code,
                ProcessedAt = placed,
                CreatedAt = placed,
                UpdatedAt = placed,
                Lines = [.. lines ?? [new FakeLine(NextId(), "Merino trui", total)]],
            };
            with?.Invoke(order);
            if ((paid ?? order.Total) is > 0 and var first) order.Payments.Add(new FakePayment(NextId(), first, placed));
            Orders.Add(order.Id, order);
            order.Customer?.Orders.Add(order);
            TellOrder(order, order.Status == "PAID" ? ["ORDERS_CREATE", "ORDERS_PAID"] : ["ORDERS_CREATE"]);
            return order;
        }
    }

    /// <param name="amount">When null: what is outstanding.</param>
    public void Pay(FakeOrder order, decimal? amount = null, string gateway = "shopify_payments") => Change(order, at =>
    {
        order.Payments.Add(new FakePayment(NextId(), amount ?? order.Outstanding, at, gateway));
        return order.Status == "PAID" ? ["ORDERS_PAID"] : [];
    });

    /// <param name="returned">A line of which all comes back; null: money alone.</param>
    public OrderJson.Refund Refund(FakeOrder order, decimal amount, FakeLine? returned = null)
    {
        lock (Gate)
        {
            var refund = new OrderJson.Refund(NextId(), amount, Now);
            Change(order, _ =>
            {
                if (returned is not null) returned.Returned = returned.Quantity - returned.Removed;
                order.Refunds.Add(refund);
                return [];
            });
            Tell("REFUNDS_CREATE", NextEvent(), () => WebhookBodies.Refund(this, order, refund));
            return refund;
        }
    }

    /// <summary>A line comes to the order, or leaves it, after it was placed.</summary>
    public void Edit(FakeOrder order, Action<FakeOrder> edit)
    {
        lock (Gate)
        {
            Change(order, _ =>
            {
                edit(order);
                return [];
            });
            Tell("ORDERS_EDITED", NextEvent(), () => WebhookBodies.Edited(order, NextId()));
        }
    }

    public void Cancel(FakeOrder order) => Change(order, at =>
    {
        order.CancelledAt = at;
        return ["ORDERS_CANCELLED"];
    });

    public void Delete(FakeOrder order)
    {
        lock (Gate)
        {
            Orders.Remove(order.Id);
            order.Customer?.Orders.Remove(order);
            Tell("ORDERS_DELETE", NextEvent(), () => WebhookBodies.Deleted(order.Id));
        }
    }

    /// <param name="change">Answers what it leads to besides the update.</param>
    void Change(FakeOrder order, Func<DateTimeOffset, string[]> change)
    {
        lock (Gate)
        {
            var topics = change(Now);
            order.UpdatedAt = Now;
            TellOrder(order, [.. topics, "ORDERS_UPDATED"]);
        }
    }
}
