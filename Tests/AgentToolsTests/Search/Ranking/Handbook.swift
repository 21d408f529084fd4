/// The documents of a small company, as a person would write them.
enum Handbook {
    static let files: [(String, String)] = [
        (
            "README.md",
            """
            # Northwind Robotics

            Northwind Robotics builds warehouse robots. The company was founded in 2011 in Rotterdam by Ines Falk and Tomasz Breda.
            This folder holds the documents that new colleagues read first.

            - `policies/` says what we owe each other: holidays, travel, security.
            - `ops/` is the runbook of the fleet service.
            - `product/` describes the Heron robot.

            Questions go to people@northwind.example.
            """
        ),
        (
            "ops/config.yaml",
            """
            # Settings of the dispatcher
            dispatcher:
              listen: 0.0.0.0:7420
              workers: 24
              queue:
                max_waiting: 50000
                visibility_timeout: 45s   # a task that is not acknowledged in time is handed out again
              retry:
                attempts: 4
                backoff: exponential
            database:
              host: db.eu-west.northwind.example
              port: 5433
              pool_size: 40
            telemetry:
              sample_rate: 0.05
            """
        ),
        (
            "ops/runbook.md",
            """
            # Fleet service runbook

            The fleet service assigns tasks to robots. It runs in two regions, `eu-west` (primary) and `eu-north` (standby).

            ## Alerts

            | alert | threshold | severity | first action |
            |---|---|---|---|
            | HighLatency | p99 above 800 ms for 5 minutes | SEV-2 | scale out the dispatcher |
            | QueueBacklog | more than 12,000 waiting tasks | SEV-2 | check the planner, then add workers |
            | RobotOffline | more than 3 % of a site's robots | SEV-1 | call the site, see *Losing a site* |
            | DiskFull | above 90 % on a database node | SEV-3 | delete old partitions |

            A SEV-1 must be acknowledged within 5 minutes, a SEV-2 within 30 minutes, a SEV-3 by the next working day.

            ## Failover

            Failover to the standby region is manual. Run `fleetctl failover --to eu-north` and confirm with the pin of the day.
            It takes about four minutes; tasks that were being assigned are assigned again.
            Do not fail over while a schema migration is running.

            ## Backups

            The database is backed up every night at 02:15 UTC; backups are kept for 35 days. The last restore test was on 14 May 2025
            and took 1 h 50 min. Point-in-time recovery reaches back seven days.

            ## Losing a site

            If a whole site is offline, robots finish the task they hold and then park at the nearest charger. Nobody may enter the robot
            area before the site lead has pressed the red *isolate* button. After reconnecting, robots need up to 90 seconds to report.
            """
        ),
        (
            "policies/leave.md",
            """
            # Leave

            ## Annual leave

            Every full-time employee has 27 days of paid annual leave a year. Part-time employees get a share in proportion to
            their hours. Up to five days may be carried over into the next year; they lapse on 31 March.

            Requests longer than ten working days need the approval of the department head, at least six weeks ahead.

            ## Sick leave

            Call your manager before 09:30 on the first day. A doctor's note is needed from the third day on. Sick pay is 100 % of
            the salary for the first 26 weeks and 70 % afterwards, up to two years.

            ## Parental leave

            | who | weeks | pay |
            |---|---|---|
            | birth mother | 16 | 100 % |
            | partner | 6 | 100 % for the first week, then 70 % |
            | adoption or foster care | 6 | 100 % |

            Parental leave can be taken in parts until the child is eight years old.
            """
        ),
        (
            "policies/travel.md",
            """
            # Travel and expenses

            Book through the travel desk (travel@northwind.example). Economy class is the rule; flights of more than eight hours may be
            booked in premium economy.

            - Hotel: at most 160 euros a night, 210 euros in London, Zurich and New York.
            - Meals: 45 euros a day without receipts.
            - Private car: 0.23 euros per kilometre.
            - Train: second class; first class if the journey takes longer than three hours.

            Hand in receipts within 30 days. Expenses that come in later than 90 days are not paid back.
            Who approves: the budget owner up to 2,000 euros, the finance director above that.
            """
        ),
        (
            "product/heron.md",
            """
            # Heron robot

            Heron is a shelf-carrying robot for aisles of at least 1.10 m.

            ## Data sheet

            | property | Heron 2 | Heron 3 |
            |---|---|---|
            | payload | 400 kg | 650 kg |
            | top speed | 1.8 m/s | 2.2 m/s |
            | battery | LiFePO4, 2.1 kWh | LiFePO4, 3.4 kWh |
            | run time | 9 h | 12 h |
            | charging time | 70 min | 55 min |
            | weight | 168 kg | 195 kg |
            | protection class | IP44 | IP54 |

            ## Safety

            Heron stops when its laser scanner sees an obstacle closer than 0.6 m. The scanner is a SICK nanoScan3 with a field of
            view of 275 degrees. Two emergency stop buttons sit at the front and at the back. After an emergency stop the robot must be
            released with the service key.

            Heron must not be used outdoors, in explosive atmospheres, or below 0 °C or above 45 °C.

            ## Maintenance

            Wheels are replaced every 4,000 operating hours, the scanner window is cleaned weekly, and brakes are tested every six
            months by a certified technician. Firmware updates are installed over the air on the first Tuesday of a month.

            ## Known issues

            - HR-311: the lift sometimes stops 2 mm short after a cold start. Workaround: home the lift.
            - HR-340: docking fails on reflective floors. Fixed in firmware 3.8.2.
            - HR-352: the speaker is too quiet in loud halls. No fix planned.
            """
        ),
        (
            "product/prices.csv",
            """
            item,article number,price in euros,delivery time in weeks
            Heron 2,NW-2000,24900,6
            Heron 3,NW-3000,31500,10
            Charger single,NW-C100,1850,2
            Charger rack (six bays),NW-C600,8200,4
            Spare wheel set,NW-S010,340,1
            Service key,NW-S077,25,1
            """
        ),
    ]
}
