using Microsoft.Extensions.DependencyInjection;
using Quartz;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>The clock, for a host.</summary>
public static class ReportingServices
{
    /// <summary>Plans the runs of the stored schedules while the host runs.</summary>
    public static IServiceCollection AddReportSchedules(this IServiceCollection services, IScheduleStore schedules, RunPlanner planner)
    {
        services.AddSingleton(schedules).AddSingleton(planner);
        services.AddQuartz();
        services.AddQuartzHostedService(o => o.WaitForJobsToComplete = true);
        return services.AddHostedService<ScheduleClock>();
    }
}
